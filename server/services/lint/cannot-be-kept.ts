/** Deeper than any definition, and far from where reading it would be. */
const deepest = 100;

/**
 * Why some JSON can be no definition whatever it says: nested further than is read, or text that no database keeps.
 * Level by level, so that the answer does not depend on how deep it goes.
 */
export function cannotBeKept(given: unknown): 'too-deep' | 'bad-text' | undefined {
	let level = [given];
	for (let depth = 0; level.length > 0; depth++) {
		if (depth > deepest) return 'too-deep';
		const texts = level.flatMap((one) => {
			if (typeof one === 'string') return [one];
			return typeof one === 'object' && one !== null ? Object.keys(one) : [];
		});
		if (texts.some((text) => text.includes('\u0000') || !text.isWellFormed())) return 'bad-text';
		level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
	}
	return undefined;
}
