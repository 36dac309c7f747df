import { newId } from '#platform/ids';
import { addWorkingDays, dayOf } from '#platform/workdays';
import { getCalendar } from '#regions';
import type { Class } from './case.ts';
import { type ClockCode, type ClockRule, clockRules, getRule } from './clock-rules.ts';

export type NewDeadline = {
	id: string;
	code: ClockCode;
	ruleId: string;
	amount: number;
	unit: ClockRule['unit'];
	legalBasis: string;
	calendar: string;
	startedAt: Date;
	dueAt: Date;
};

/**
 * The clocks that start at one moment on one case, each under the rule in force that day (Asia/Jakarta), counted in
 * the working days of the government's own calendar.
 */
export async function planDeadlines(
	codes: ClockCode[],
	about: { class: Class; pemda: string; startedAt: Date },
): Promise<NewDeadline[]> {
	const [rules, calendar] = [await clockRules(), await getCalendar(about.pemda)];
	return codes.map((code) => {
		const rule = getRule(rules, code, about.class, about.pemda, dayOf(about.startedAt));
		return {
			id: newId(),
			code,
			ruleId: rule.id,
			amount: rule.amount,
			unit: rule.unit,
			legalBasis: rule.legalBasis,
			calendar: about.pemda,
			startedAt: about.startedAt,
			dueAt: dueAfter(about.startedAt, rule, calendar),
		};
	});
}

const hourMs = 3_600_000;

export function dueAfter(
	startedAt: Date,
	rule: Pick<ClockRule, 'amount' | 'unit'>,
	calendar: { isHoliday(day: string): boolean },
): Date {
	if (rule.unit === 'working-day') return addWorkingDays(startedAt, rule.amount, calendar);
	const hours = rule.unit === 'day' ? rule.amount * 24 : rule.amount;
	return new Date(startedAt.getTime() + hours * hourMs);
}
