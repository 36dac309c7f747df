import { createRequire } from 'node:module';

const { resolve } = createRequire(import.meta.url);
const file = (weight: number) =>
	resolve(`@fontsource/plus-jakarta-sans/files/plus-jakarta-sans-latin-${weight}-normal.woff`);

/** The typeface of the web pages, embedded letter by letter (SIL Open Font License 1.1, which allows it). */
export const fonts = { plain: file(400), strong: file(600), title: file(700) };
export type Weight = keyof typeof fonts;

/** What the font's Latin selection draws; PDF/A forbids a letter that it does not. */
const drawn =
	/^[\u0020-\u007e\u00a0-\u00ff\u0131\u0152\u0153\u02c6\u02da\u02dc\u2013\u2014\u2018-\u201a\u201c-\u201e\u2022\u2026\u20ac\n]$/u;

/** Text with every letter the font lacks by its plain form (`ạ` as `a`), or else by a question mark. */
export function printable(text: string): string {
	return [...text.normalize('NFC')].map(letterOf).join('');
}

function letterOf(letter: string): string {
	if (drawn.test(letter)) return letter;
	if (/\s/.test(letter)) return ' ';
	const [plain = ''] = letter.normalize('NFKD');
	return drawn.test(plain) ? plain : '?';
}
