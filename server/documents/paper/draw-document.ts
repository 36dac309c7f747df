import PDFDocument from 'pdfkit';
import { formatDay, languages, translate } from '#platform/i18n';
import type { IssuedDocument, SignedWith, Words } from '../document.ts';
import { formatCode } from '../number.ts';
import { drawCode } from './draw-code.ts';
import { drawWeave } from './draw-weave.ts';
import { fonts } from './fonts.ts';
import { adorn, ink, keepTogether, margin, maroon, quiet, say, sayBoth } from './page.ts';
import { placeForSignature } from './place-for-signature.ts';

const codeSize = 132;

export type Drawn = {
	document: IssuedDocument;
	/** 'Kabupaten Asahan', and the town its papers are dated from. */
	government: { name: string; seat: string };
	/** What the square code holds. */
	code: string;
	signedWith: SignedWith;
	signedAt: Date;
};

/**
 * The document as PDF/A-3b: fonts and colour profile embedded, its data attached for machines. For our own signature a
 * place is left; BSrE makes its own.
 */
export function drawDocument(drawn: Drawn): Promise<Buffer> {
	const { document, government, signedWith } = drawn;
	const title = `${document.title.id} ${document.number}`;
	const pdf = new PDFDocument({
		...({ subset: 'PDF/A-3b', pdfVersion: '1.7', tagged: true, displayTitle: true, lang: 'id-ID' } as const),
		...{ size: 'A4', margins: { top: margin, bottom: margin, left: margin, right: margin } },
		...{ font: fonts.plain, bufferPages: true },
		info: {
			...{ Title: title, Author: `${document.office.name}, ${government.name}`, Subject: document.title.en },
			...{ Creator: 'Sumut Smart Province', CreationDate: document.issuedAt, ModDate: document.issuedAt },
		},
	});
	const bytes = collect(pdf);
	pdf.on('pageAdded', () => adorn(pdf, () => drawWeave(pdf)));
	adorn(pdf, () => drawWeave(pdf));
	drawHead(pdf, drawn);
	drawWords(pdf, document);
	drawSigner(pdf, drawn);
	drawCheck(pdf, drawn);
	drawFeet(pdf, document.number);
	pdf.file(Buffer.from(document.data), {
		...{ name: 'data.json', type: 'application/json', description: both('documents.pdf.data').id },
		...{ relationship: 'Data', creationDate: document.issuedAt, modifiedDate: document.issuedAt },
	});
	if (signedWith === 'test-authority') placeForSignature(pdf, drawn);
	pdf.end();
	return bytes;
}

function collect(pdf: PDFKit.PDFDocument): Promise<Buffer> {
	const parts: Buffer[] = [];
	return new Promise((resolve, reject) => {
		pdf.on('data', (part: Buffer) => parts.push(part));
		pdf.on('end', () => resolve(Buffer.concat(parts)));
		pdf.on('error', reject);
	});
}

function drawHead(pdf: PDFKit.PDFDocument, { document, government }: Drawn): void {
	pdf.y = 44;
	say(pdf, government.name.toUpperCase(), { weight: 'strong', size: 10, colour: quiet, after: 1 });
	say(pdf, document.office.name, { weight: 'title', size: 13, after: 10 });
	adorn(pdf, () => pdf.rect(margin, pdf.y, pdf.page.width - 2 * margin, 1.5).fill(maroon));
	pdf.y += 26;
	sayBoth(pdf, document.title, { weight: 'title', size: 19, colour: maroon, as: 'H1', after: 8 });
	say(pdf, `${both('documents.pdf.number').id} / Number: ${document.number}`, {
		...{ weight: 'strong', size: 11, after: 18 },
	});
}

function drawWords(pdf: PDFKit.PDFDocument, document: IssuedDocument): void {
	sayBoth(pdf, document.body, { size: 11, after: 14 });
	const dates = [
		{ label: both('documents.pdf.holder'), value: document.holder.name },
		...document.lines,
		{ label: both('documents.pdf.issued'), value: formatDay('id', document.issuedAt) },
		{ label: both('documents.pdf.valid'), value: validUntil(document) },
	];
	for (const { label, value } of dates) drawLine(pdf, label, value);
	pdf.y += 12;
}

/** A label in both languages beside its value; neither is torn over two pages unless it is longer than one. */
function drawLine(pdf: PDFKit.PDFDocument, label: Words, value: string): void {
	const [labelWidth, gap] = [170, 14];
	keepTogether(pdf, 34);
	const [top, page] = [pdf.y, pdf.bufferedPageRange().count];
	sayBoth(pdf, label, { size: 10, width: labelWidth, colour: quiet });
	const afterLabel = pdf.y;
	pdf.y = page === pdf.bufferedPageRange().count ? top : pdf.y;
	say(pdf, value, { weight: 'strong', size: 11, x: margin + labelWidth + gap });
	pdf.y = Math.max(pdf.y, page === pdf.bufferedPageRange().count ? afterLabel : 0) + 5;
	adorn(pdf, () => pdf.rect(margin, pdf.y, pdf.page.width - 2 * margin, 0.5).fill('#d9d4ca'));
	pdf.y += 6;
}

function drawSigner(pdf: PDFKit.PDFDocument, { document, government }: Drawn): void {
	const x = pdf.page.width / 2;
	keepTogether(pdf, 110);
	say(pdf, `${government.seat}, ${formatDay('id', document.issuedAt)}`, { size: 11, x, after: 2 });
	const { signer } = document;
	if (signer) say(pdf, signer.postTitle, { size: 11, x, after: 6 });
	sayBoth(pdf, both(signer ? 'documents.pdf.signed' : 'documents.pdf.by-system'), {
		...{ size: 9, x, colour: quiet, after: 4 },
	});
	if (signer) say(pdf, signer.name, { weight: 'title', size: 12, x });
	pdf.y += 18;
}

function drawCheck(pdf: PDFKit.PDFDocument, { document, code, signedWith }: Drawn): void {
	keepTogether(pdf, codeSize + 12);
	const top = pdf.y;
	const figure = pdf.struct('Figure', { alt: both('documents.pdf.qr').id }, () =>
		drawCode(pdf, code, { x: margin, y: top, size: codeSize }),
	);
	pdf.addStructure(figure);
	figure.end();
	const x = margin + codeSize + 16;
	pdf.y = top + 6;
	say(pdf, both('documents.pdf.check').id, { weight: 'strong', size: 10, x, after: 2 });
	say(pdf, both('documents.pdf.check').en, { size: 8.5, x, colour: quiet, lang: 'en', after: 4 });
	say(pdf, `${code.split('/verifikasi/')[0]}/verifikasi`, { weight: 'strong', size: 9.5, x, after: 2 });
	say(pdf, `${both('documents.pdf.code').id} / Code: ${formatCode(document.code)}`, {
		...{ weight: 'strong', size: 9.5, x, after: 5 },
	});
	const authority = both(`documents.pdf.${signedWith}`);
	say(pdf, authority.id, { size: 8.5, x, colour: quiet, after: 1 });
	say(pdf, authority.en, { size: 8, x, colour: quiet, lang: 'en' });
	pdf.y = Math.max(pdf.y, top + codeSize);
}

/** Number and page at the foot of each page. */
function drawFeet(pdf: PDFKit.PDFDocument, number: string): void {
	const { start, count } = pdf.bufferedPageRange();
	for (let page = start; page < start + count; page++) {
		pdf.switchToPage(page);
		const { bottom } = pdf.page.margins;
		pdf.page.margins.bottom = 0; // or the line below the margin would begin another page
		adorn(pdf, () => {
			pdf.font(fonts.plain).fontSize(8).fillColor(ink);
			pdf.text(`${number}  ·  ${page + 1} / ${count}`, margin, pdf.page.height - 34, { lineBreak: false });
		});
		pdf.page.margins.bottom = bottom;
	}
}

function validUntil({ validTo }: IssuedDocument): string {
	return validTo ? formatDay('id', validTo) : `${both('documents.pdf.for-good').id} / no end`;
}

function both(key: string): Words {
	const [id, en] = languages.map((language) => translate(language, key));
	return { id: id ?? key, en: en ?? key };
}
