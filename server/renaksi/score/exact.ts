/**
 * Numbers without rounding: a fraction of whole numbers in lowest terms, its denominator above zero. Scores are added
 * and compared as these; what is shown is rounded once, at the end.
 */
export type Exact = { readonly top: bigint; readonly bottom: bigint };

export const zero: Exact = { top: 0n, bottom: 1n };
export const one: Exact = { top: 1n, bottom: 1n };
export const hundred: Exact = { top: 100n, bottom: 1n };

export function fraction(top: bigint, bottom: bigint): Exact {
	if (bottom === 0n) throw new Error('A fraction of nothing');
	const sign = bottom < 0n ? -1n : 1n;
	const common = greatestDivisor(top < 0n ? -top : top, bottom < 0n ? -bottom : bottom) * sign;
	return { top: top / common, bottom: bottom / common };
}

export const whole = (number: bigint | number): Exact => ({ top: BigInt(number), bottom: 1n });

/** '41.68' as it stands; undefined for anything but digits with at most one point. */
export function readDecimal(text: string): Exact | undefined {
	const [, sign = '', before = '', after = ''] = text.match(/^(-?)(\d{1,12})(?:\.(\d{1,12}))?$/) ?? [];
	if (before === '') return undefined;
	return fraction(BigInt(`${sign}${before}${after}`), 10n ** BigInt(after.length));
}

/** The same, of a text that was checked before. */
export function decimal(text: string): Exact {
	const read = readDecimal(text);
	if (!read) throw new Error(`${text} is no decimal number`);
	return read;
}

export const plus = (a: Exact, b: Exact) =>
	fraction(a.top * b.bottom + b.top * a.bottom, a.bottom * b.bottom);
export const minus = (a: Exact, b: Exact) =>
	fraction(a.top * b.bottom - b.top * a.bottom, a.bottom * b.bottom);
export const times = (a: Exact, b: Exact) => fraction(a.top * b.top, a.bottom * b.bottom);
export const per = (a: Exact, b: Exact) => fraction(a.top * b.bottom, a.bottom * b.top);
export const sum = (all: readonly Exact[]) => all.reduce(plus, zero);

/** Below zero: the first is smaller. */
export function compare(a: Exact, b: Exact): number {
	const difference = a.top * b.bottom - b.top * a.bottom;
	return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** With so many decimals, half away from zero, as PostgreSQL's `round(numeric)` does. */
export function show({ top, bottom }: Exact, decimals = 2): string {
	const scale = 10n ** BigInt(decimals);
	const size = ((top < 0n ? -top : top) * scale * 2n + bottom) / (bottom * 2n);
	const digits = size.toString().padStart(decimals + 1, '0');
	const sign = top < 0n && size > 0n ? '-' : '';
	if (decimals === 0) return `${sign}${digits}`;
	return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

export function greatestDivisor(a: bigint, b: bigint): bigint {
	let [x, y] = [a, b];
	while (y !== 0n) [x, y] = [y, x % y];
	return x === 0n ? 1n : x;
}

export const leastMultiple = (a: bigint, b: bigint) => (a / greatestDivisor(a, b)) * b;
