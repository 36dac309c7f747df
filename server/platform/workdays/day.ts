const dayMs = 86_400_000;
/** Asia/Jakarta (WIB) has been seven hours ahead of UTC, without summer time, since 1964. */
const jakartaMs = 7 * 3_600_000;

/** The day of a moment in Asia/Jakarta, 'YYYY-MM-DD'. */
export function dayOf(at: Date): string {
	return new Date(at.getTime() + jakartaMs).toISOString().slice(0, 10);
}

/** The last millisecond of a moment's day in Asia/Jakarta: 23:59:59.999 WIB. */
export function endOfDay(at: Date): Date {
	return endOf(dayOf(at));
}

/** 23:59:59.999 WIB of a day 'YYYY-MM-DD'. */
export function endOf(day: string): Date {
	return new Date(startOf(day).getTime() + dayMs - 1);
}

/** 00:00 WIB of a day 'YYYY-MM-DD'. */
export function startOf(day: string): Date {
	return new Date(Date.parse(`${day}T00:00:00Z`) - jakartaMs);
}

/** The day after, 'YYYY-MM-DD'. */
export function nextDay(day: string): string {
	return new Date(Date.parse(`${day}T00:00:00Z`) + dayMs).toISOString().slice(0, 10);
}
