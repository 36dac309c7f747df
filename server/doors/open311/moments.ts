const form = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?(Z|[+ -]\d\d:\d\d))?$/;
const dayMs = 86_400_000;

/**
 * A moment in the W3C's profile of ISO 8601: with its offset, or a whole day, which is one of Asia/Jakarta; `edge`
 * says which end of such a day is meant. A space for the plus is what an address makes of an offset that was not escaped.
 * Undefined for anything else, also for days that are in no calendar.
 */
export function readMoment(text: string, edge: 'start' | 'end' = 'start'): Date | undefined {
	const [, year, month, day, hour, minute, second = '00', zone] = text.match(form) ?? [];
	if (!year || !isDay(Number(year), Number(month), Number(day))) return undefined;
	if (!zone) {
		const midnight = Date.parse(`${text}T00:00:00+07:00`);
		return new Date(edge === 'start' ? midnight : midnight + dayMs - 1);
	}
	const isTime = Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60;
	const at = isTime ? Date.parse(text.replace(' ', '+')) : Number.NaN;
	return Number.isNaN(at) ? undefined : new Date(at);
}

function isDay(year: number, month: number, day: number): boolean {
	const at = new Date(Date.UTC(year, month - 1, day));
	return year > 0 && at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
}

/** `2026-11-24T15:05:09+07:00`: the moment with the offset of North Sumatra. */
export function writeMoment(at: Date): string {
	return `${new Date(at.getTime() + 7 * 3_600_000).toISOString().slice(0, 19)}+07:00`;
}
