import type { Words } from '../document.ts';
import { fonts, printable, type Weight } from './fonts.ts';

/** Points. A4 is 595 by 842. */
export const margin = 56;
export const ink = '#16181d';
export const quiet = '#4a4e57';
export const maroon = '#8a1c2b';

type Look = {
	weight?: Weight;
	size: number;
	colour?: string;
	/** Space after it. */
	after?: number;
	x?: number;
	width?: number;
	/** What it is, for whoever has it read aloud (PDF 32000-1, 14.8.4). */
	as?: 'H1' | 'H2' | 'P';
	lang?: 'id' | 'en';
};

/** A paragraph from the present height on; over a page's end it goes on on the next. */
export function say(pdf: PDFKit.PDFDocument, text: string, look: Look): void {
	const { weight = 'plain', size, colour = ink, after = 0, x = margin, lang = 'id', as = 'P' } = look;
	const width = look.width ?? pdf.page.width - x - margin;
	const words = printable(text).trim();
	if (words === '') return;
	const element = pdf.struct(as, { lang: lang === 'id' ? 'id-ID' : 'en' }, () => {
		pdf
			.font(fonts[weight])
			.fontSize(size)
			.fillColor(colour)
			.text(words, x, pdf.y, { width, lineGap: size * 0.25 });
	});
	pdf.addStructure(element);
	element.end();
	pdf.y += after;
}

/** The same in both languages, Indonesian first and larger. */
export function sayBoth(pdf: PDFKit.PDFDocument, words: Words, look: Look): void {
	const { after = 0, ...rest } = look;
	say(pdf, words.id, { ...rest, after: 2 });
	if (words.en !== words.id)
		say(pdf, words.en, {
			...rest,
			as: 'P',
			weight: 'plain',
			size: look.size * 0.8,
			colour: quiet,
			lang: 'en',
		});
	pdf.y += after;
}

/** What is only seen: bands, lines. */
export function adorn(pdf: PDFKit.PDFDocument, draw: () => void): void {
	pdf.markContent('Artifact', { type: 'Layout' });
	draw();
	pdf.endMarkedContent();
}

/** Begins a new page where less than this is left. */
export function keepTogether(pdf: PDFKit.PDFDocument, height: number): void {
	if (pdf.y + height > pdf.page.height - margin) pdf.addPage();
}
