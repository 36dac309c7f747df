import { type Calendar, isWorkingDay } from './calendar.ts';
import { dayOf, nextDay } from './day.ts';

/**
 * How many working days lie after the day of `from` up to and with the day of `to` (Asia/Jakarta): the days a term
 * that started at `from` has used by `to`. Negative when `to` is the earlier day.
 */
export function workingDaysBetween(from: Date, to: Date, calendar: Calendar): number {
	const [first, last] = [dayOf(from), dayOf(to)];
	if (last < first) return -workingDaysBetween(to, from, calendar);
	let count = 0;
	for (let day = first; day < last; ) {
		day = nextDay(day);
		if (isWorkingDay(day, calendar)) count++;
	}
	return count;
}
