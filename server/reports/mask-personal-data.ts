type Mask = { form: RegExp; by: string };

/**
 * What must not be shown to everybody, by its form. The order matters: sixteen digits are an identity number before
 * they are a telephone number.
 */
const masks: Mask[] = [
	{ form: /\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b/g, by: '[alamat surel]' },
	{ form: /\b\d{2}[ .-]?\d{2}[ .-]?\d{2}[ .-]?\d{6}[ .-]?\d{4}\b/g, by: '[NIK]' },
	{ form: /\b\d{16}\b/g, by: '[NIK]' },
	{ form: /(?<![\w.])(?:\+?62|0)(?:[ .-]?\d){8,13}(?!\d)/g, by: '[nomor telepon]' },
	{ form: /\b(?:BB|BK|BL|BM|B|D|L)\s?\d{1,4}\s?[A-Z]{1,3}\b/g, by: '[pelat kendaraan]' },
	{ form: /\b(?:rek(?:ening)?\.?|no\.? rek\.?)\s*:?\s*[\d -]{8,20}/gi, by: '[nomor rekening]' },
	{
		form: /\b([Bb]apak|[Pp]ak|[Ii]bu|[Bb]u|[Ss]drI?\.?|[Ss]audara|[Ss]audari|an\.|a\.n\.|[Aa]tas nama|[Nn]ama saya|[Bb]ernama)\s+(?:\p{Lu}[\p{L}'.]+\s?){1,4}/gu,
		by: '$1 [nama]',
	},
	{ form: /\b(?:no(?:mor)?\.?\s?rumah|rumah no(?:mor)?\.?)\s*\d+[A-Za-z]?\b/gi, by: '[nomor rumah]' },
	{ form: /\bRT\s?\.?\s?\d{1,3}\s?\/?\s?RW\s?\.?\s?\d{1,3}\b/gi, by: '[RT/RW]' },
];

/**
 * A text with what looks like personal data taken out, as a suggestion to whoever reads it before publication: they
 * see both. Names are only found after words such as Bapak, Ibu, atas nama; a machine cannot promise more.
 */
export function maskPersonalData(text: string): { text: string; found: number } {
	let found = 0;
	let masked = text;
	for (const { form, by } of masks) {
		masked = masked.replace(form, (whole: string, before: unknown) => {
			found++;
			const space = whole.endsWith(' ') ? ' ' : '';
			return by.replace('$1', String(before)) + space;
		});
	}
	return { text: masked, found };
}
