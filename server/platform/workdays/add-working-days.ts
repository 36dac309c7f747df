import { type Calendar, isWorkingDay } from './calendar.ts';
import { dayOf, endOf, nextDay } from './day.ts';

/** Longer without one working day is a broken calendar, not a holiday. */
const longestBreakDays = 60;

/**
 * When a term of working days ends: 23:59:59.999 WIB of the n-th working day after the day of `start`. The day of
 * `start` itself never counts, whatever its hour and whether or not it is a working day; 0 days end with that day.
 */
export function addWorkingDays(start: Date, days: number, calendar: Calendar): Date {
	if (!Number.isInteger(days) || days < 0) throw new RangeError(`Not a number of working days: ${days}`);
	let day = dayOf(start);
	for (let counted = 0; counted < days; counted++) day = nextWorkingDay(day, calendar);
	return endOf(day);
}

function nextWorkingDay(after: string, calendar: Calendar): string {
	let day = after;
	for (let passed = 0; passed < longestBreakDays; passed++) {
		day = nextDay(day);
		if (isWorkingDay(day, calendar)) return day;
	}
	throw new RangeError(`No working day within ${longestBreakDays} days after ${after}`);
}
