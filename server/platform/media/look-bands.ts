const bands = [
	{ from: 0, bits: 21 },
	{ from: 21, bits: 21 },
	{ from: 42, bits: 22 },
];

/** Above the 22 bits of a band's value stands which band it is. */
const place = 2 ** 22;

/** A look cut into three bands, as whole numbers under 2^24, to be kept in an index of arrays. */
export function lookBands(look: string): number[] {
	return bands.map(
		({ from, bits }, band) => band * place + Number.parseInt(look.slice(from, from + bits), 2),
	);
}

/**
 * The bands to ask that index for: each band of the look as it is and with any one or two of its bits turned, 718
 * numbers. Finds every look at most 8 bits away (of 8 turned bits at least one band has two or fewer), and of
 * unrelated ones about 1 in 3,000; whoever asks then counts the differing bits of what was found.
 */
export function nearLookBands(look: string): number[] {
	return lookBands(look).flatMap((value, band) => nearValues(value, bands[band]?.bits ?? 0));
}

function nearValues(value: number, bits: number): number[] {
	const near = [value];
	for (let i = 0; i < bits; i++) {
		near.push(value ^ (1 << i));
		for (let j = 0; j < i; j++) near.push(value ^ (1 << i) ^ (1 << j));
	}
	return near;
}
