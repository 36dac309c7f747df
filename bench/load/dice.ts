/** Chance that falls the same way every time: a load is comparable with the one before. */
export type Dice = {
	/** 0 to 1, without 1. */
	draw: () => number;
	/** 0 to `below`, whole. */
	pick: (below: number) => number;
	of: <T>(list: readonly T[]) => T;
	hex: (digits: number) => string;
};

/** Mulberry32: small, fast, and good enough to spread cases over governments. */
export function dice(seed: number): Dice {
	let state = seed >>> 0;
	const next = () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return (mixed ^ (mixed >>> 14)) >>> 0;
	};
	const draw = () => next() / 4_294_967_296;
	const pick = (below: number) => Math.floor(draw() * below);
	return {
		draw,
		pick,
		of(list) {
			const one = list[pick(list.length)];
			if (one === undefined) throw new Error('Nothing to pick from');
			return one;
		},
		hex(digits) {
			let text = '';
			for (let left = digits; left > 0; left -= 4) text += quads[next() & 0xffff];
			return text.length === digits ? text : text.slice(0, digits);
		},
	};
}

const quads = Array.from({ length: 0x10000 }, (_, n) => n.toString(16).padStart(4, '0'));

/** An id as the platform makes them: its first 48 bits are the moment. */
export function idAt(moment: number, by: Dice): string {
	const time = Math.floor(moment).toString(16).padStart(12, '0');
	const rest = by.hex(18);
	return `${time.slice(0, 8)}-${time.slice(8)}-7${rest.slice(0, 3)}-a${rest.slice(3, 6)}-${rest.slice(6)}`;
}
