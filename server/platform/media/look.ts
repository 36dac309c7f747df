import sharp from 'sharp';

/**
 * Two pictures whose looks differ in at most so many of 64 bits count as the same picture. Bands find every pair up to
 * this distance: seven bits spread over eight bands leave one untouched.
 */
export const looksAlikeWithin = 7;

const side = 32;
const kept = 8;
const cosines = Array.from({ length: kept + 1 }, (_, u) =>
	Float64Array.from({ length: side }, (_, x) => Math.cos(((2 * x + 1) * u * Math.PI) / (2 * side))),
);

/**
 * A picture's look as 64 characters 0 or 1: which of its lowest frequencies are stronger than their median (discrete
 * cosine transform of a 32 × 32 grey copy). Resizing, recompressing and a change of brightness move few bits.
 */
export async function lookOf(image: sharp.Sharp): Promise<string> {
	const grey = await image
		.clone()
		.greyscale()
		.resize(side, side, { fit: 'fill' })
		.raw()
		.toBuffer();
	const low: number[] = [];
	for (let v = 1; v <= kept; v++) for (let u = 1; u <= kept; u++) low.push(frequency(grey, u, v));
	const median = [...low].sort((a, b) => a - b)[low.length / 2] ?? 0;
	return low.map((value) => (value > median ? '1' : '0')).join('');
}

function frequency(grey: Buffer, u: number, v: number): number {
	let sum = 0;
	for (let y = 0; y < side; y++) {
		for (let x = 0; x < side; x++) sum += (grey[y * side + x] ?? 0) * (cosines[u]?.[x] ?? 0) * (cosines[v]?.[y] ?? 0);
	}
	return sum;
}

/** Eight bands of eight bits, each with its place, for an index of arrays. */
export function lookBands(look: string): number[] {
	return Array.from({ length: 8 }, (_, band) => band * 256 + Number.parseInt(look.slice(band * 8, band * 8 + 8), 2));
}

export function hammingDistance(a: string, b: string): number {
	let distance = 0;
	for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) distance++;
	return distance;
}
