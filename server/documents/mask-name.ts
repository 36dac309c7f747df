/**
 * What a stranger reads instead of a person's name: enough to compare with a card they are shown, too little to find
 * anybody by. `Siti Rahma Nasution` is `S*** R*** N***`, whatever the lengths.
 */
export function maskName(name: string): string {
	const words = name.trim().split(/\s+/).filter(Boolean).slice(0, 6);
	return words.map((word) => `${[...word][0]?.toUpperCase() ?? ''}***`).join(' ') || '***';
}
