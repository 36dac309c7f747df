/**
 * Which days nobody works. `isHoliday` is asked with a day as 'YYYY-MM-DD', Asia/Jakarta; `weekend` are the weekdays
 * without work, 0 is Sunday. Without it Saturday and Sunday, the five-day week of Perpres 21/2023 article 3.
 */
export type Calendar = {
	isHoliday(day: string): boolean;
	readonly weekend?: readonly number[];
};

const fiveDayWeek: readonly number[] = [0, 6];

export function isWorkingDay(day: string, calendar: Calendar): boolean {
	const weekend = calendar.weekend ?? fiveDayWeek;
	return !weekend.includes(new Date(`${day}T00:00:00Z`).getUTCDay()) && !calendar.isHoliday(day);
}
