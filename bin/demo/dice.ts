/** Random draws that are the same for the same seed, so that a demonstration can be talked about. */
export function dice(seed: number) {
	let state = seed >>> 0;
	const next = () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let t = state;
		t = Math.imul(t ^ (t >>> 15), t | 1);
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
		return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
	};
	return {
		/** At least 0, below 1. */
		next,
		chance: (share: number) => next() < share,
		between: (low: number, high: number) => low + next() * (high - low),
		whole: (low: number, high: number) => low + Math.floor(next() * (high - low + 1)),
		pick<T>(list: readonly T[]): T {
			const drawn = list[Math.floor(next() * list.length)];
			if (drawn === undefined) throw new Error('Nothing to pick from');
			return drawn;
		},
		/** Waiting times: many short, some very long. */
		days: (median: number) => median * Math.exp(0.9 * normal(next)),
	};
}
export type Dice = ReturnType<typeof dice>;

function normal(next: () => number): number {
	return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
}

/** Draws by weight: `pick()` returns an item as often as its share of all weights. */
export function weighted<T>(roll: Dice, items: readonly { item: T; weight: number }[]): () => T {
	const total = items.reduce((sum, { weight }) => sum + weight, 0);
	return () => {
		let left = roll.next() * total;
		for (const { item, weight } of items) {
			left -= weight;
			if (left <= 0) return item;
		}
		const last = items.at(-1);
		if (!last) throw new Error('Nothing to pick from');
		return last.item;
	};
}
