/**
 * What a document shows of a field that is masked on it: of a number its last four digits, of words their first letters.
 * Enough to compare with a card, too little to learn it from.
 */
export function maskPrinted(text: string): string {
	const plain = text.trim();
	if (/^[\d .-]{6,}$/.test(plain)) return `***${plain.replaceAll(/\D/g, '').slice(-4)}`;
	const words = plain.split(/\s+/).filter(Boolean).slice(0, 6);
	return words.map((word) => `${[...word][0]?.toUpperCase() ?? ''}***`).join(' ');
}
