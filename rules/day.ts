const dayMs = 86_400_000;

/** Whether a value is a day that exists, 'YYYY-MM-DD'. */
export function isDay(value: unknown): value is string {
	if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
	const at = new Date(`${value}T00:00:00Z`);
	return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value);
}

/** Whole days from one to the other; negative when the other is before. */
export function daysBetween(from: string, to: string): number {
	return Math.round((Date.parse(to) - Date.parse(from)) / dayMs);
}

/** Whole years that have passed, as ages are counted: who is born on 29 February has a birthday on 1 March. */
export function yearsBetween(from: string, to: string): number {
	const [fromYear, fromDay] = [Number(from.slice(0, 4)), from.slice(5)];
	const [toYear, toDay] = [Number(to.slice(0, 4)), to.slice(5)];
	return toYear - fromYear - (toDay < fromDay ? 1 : 0);
}
