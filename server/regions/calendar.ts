import type { Calendar } from '#platform/workdays';
import { snapshot } from './snapshot.ts';

export type PemdaCalendar = Calendar & {
	/** 'Hari Raya Waisak 2570 BE', for a day without work that has a name. */
	holidayName(day: string): string | undefined;
	/** The last day of the last year whose holidays are known, provisional ones included; later only weekends are. */
	knownUntil: string;
};

const kept = new WeakMap<object, Map<string, PemdaCalendar>>();

/**
 * The working days of a government: national holidays and joint leave, and its own regional ones. From memory. A
 * government that is not known has the national days only.
 */
export async function getCalendar(pemda: string): Promise<PemdaCalendar> {
	const facts = await snapshot();
	const calendars = kept.get(facts) ?? new Map<string, PemdaCalendar>();
	kept.set(facts, calendars);
	const known = calendars.get(pemda);
	if (known) return known;
	const everywhere = facts.holidays.get('*') ?? new Map<string, string>();
	const own = facts.holidays.get(facts.pemda.get(pemda)?.calendar ?? '') ?? new Map<string, string>();
	const last = [...everywhere.keys()].at(-1) ?? '0000';
	const calendar: PemdaCalendar = {
		isHoliday: (day) => everywhere.has(day) || own.has(day),
		holidayName: (day) => own.get(day) ?? everywhere.get(day),
		knownUntil: `${last.slice(0, 4)}-12-31`,
		weekend: facts.pemda.get(pemda)?.weekend ?? [0, 6],
	};
	calendars.set(pemda, calendar);
	return calendar;
}
