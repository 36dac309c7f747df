const dayMs = 86_400_000;

/** So many last days, evenly over a schedule, the last of them its end; all on the same day where it is one day. */
export function spreadDays(
	{ startsOn, dueOn }: { startsOn: string; dueOn: string },
	count: number,
): string[] {
	const [from, to] = [Date.parse(`${startsOn}T00:00:00Z`), Date.parse(`${dueOn}T00:00:00Z`)];
	const days = (to - from) / dayMs;
	return Array.from({ length: count }, (_, index) => {
		const after = Math.ceil((days * (index + 1)) / count);
		return new Date(from + after * dayMs).toISOString().slice(0, 10);
	});
}
