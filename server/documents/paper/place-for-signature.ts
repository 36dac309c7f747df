import { SUBFILTER_ETSI_CADES_DETACHED } from '@signpdf/utils';
import type { Drawn } from './draw-document.ts';

/** For a signature with two certificates of RSA 3,072, in bytes; some 3,500 are used. */
const room = 8192;
/** What `@signpdf/signpdf` looks for and replaces by numbers of the same width. */
const unknown = '**********';

/** What pdfkit keeps to itself and a signature must be hung on: the catalogue, the page's dictionary and annotations. */
type Inside = {
	_root: { data: { AcroForm: { data: Record<string, unknown> } } };
	page: { dictionary: unknown; annotations: unknown[] };
};

/**
 * An unseen signature field with room for a CMS signature (ISO 32000-1, 12.8; ETSI EN 319 142-1): the time of signing
 * stands here. Printable and without NeedAppearances, as PDF/A asks of annotations and forms.
 */
export function placeForSignature(pdf: PDFKit.PDFDocument, { document, government, signedAt }: Drawn): void {
	const inside = pdf as unknown as Inside; // its types do not name them
	const signature = pdf.ref({
		...{ Type: 'Sig', Filter: 'Adobe.PPKLite', SubFilter: SUBFILTER_ETSI_CADES_DETACHED },
		...{ ByteRange: [0, unknown, unknown, unknown], Contents: Buffer.alloc(room) },
		...{ M: signedAt, Name: text(document.office.name), Location: text(government.seat) },
		Reason: text(`${document.title.id} ${document.number}`),
	});
	const widget = pdf.ref({
		...{ Type: 'Annot', Subtype: 'Widget', FT: 'Sig', Rect: [0, 0, 0, 0], F: 4 },
		...{ T: text('Signature1'), V: signature, P: inside.page.dictionary },
	});
	inside.page.annotations.push(widget);
	pdf.initForm();
	const form = inside._root.data.AcroForm;
	// signatures exist, and whatever is added later is added behind them; what pdfkit would have readers redraw goes
	form.data = { SigFlags: 3, Fields: [widget], DR: form.data['DR'] };
	for (const made of [signature, widget]) made.end(undefined);
}

/** pdfkit writes a plain string as a name, and a String as text. */
function text(words: string): unknown {
	return Object(words);
}
