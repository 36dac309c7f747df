const dayMs = 86_400_000;

/**
 * A stretch of filing time, newest first after the one before: `from` (included) to `before`, and the marks every case in
 * it has one of. The last has neither beginning nor marks.
 */
export type Span = { marks: string | undefined; from: Date | undefined; before: Date | undefined };

/**
 * The spans a search goes through from a moment back: one to two days, eight to sixteen, sixty-four to a hundred and
 * twenty-eight, all the rest. Each holds about eight times the one before; so whatever did not fill a page there has few
 * cases in the next, however common or rare the word and however many cases there are.
 */
export function spansBefore(newest: Date): Span[] {
	const spans: Span[] = [];
	let last = Math.floor(newest.getTime() / dayMs);
	let before: Date | undefined;
	for (const size of [1, 8, 64]) {
		const block = Math.floor(last / size);
		const from = new Date((block - 1) * size * dayMs);
		spans.push({ marks: `'~${size}.${block}' | '~${size}.${block - 1}'`, from, before });
		before = from;
		last = (block - 1) * size - 1;
	}
	return [...spans, { marks: undefined, from: undefined, before }];
}
