type Step = 0 | 1 | 2 | 3 | 4 | 5;

/** Five shades by round numbers that fit the largest value; nothing at all is a shade of its own. */
export function stepsFor(values: number[]): {
	stepOf: (value: number) => Step;
	legend: { step: Step; from: number; to: number }[];
} {
	const largest = Math.max(0, ...values);
	const width = roundUp(largest / 5);
	const steps: Step[] = [1, 2, 3, 4, 5];
	const stepOf = (value: number): Step =>
		value === 0 ? 0 : (steps[Math.min(4, Math.floor((value - 1) / width))] ?? 5);
	const legend =
		largest === 0
			? []
			: steps
					.map((step) => ({ step, from: (step - 1) * width + 1, to: step * width }))
					.filter(({ from }) => from <= largest);
	return { stepOf, legend };
}

/** 1, 2, 5, 10, 20, 50 … */
function roundUp(value: number): number {
	if (value <= 1) return 1;
	const power = 10 ** Math.floor(Math.log10(value));
	const found = [1, 2, 5, 10].find((factor) => factor * power >= value) ?? 10;
	return found * power;
}
