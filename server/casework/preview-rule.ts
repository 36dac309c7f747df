import { now } from '#platform/clock';
import { dayOf } from '#platform/workdays';
import { getCalendar, province } from '#regions';
import { allClasses, type Class } from './case.ts';
import { type ClockCode, type ClockRule, clockRules, ruleFor } from './clock-rules.ts';
import { dueAfter, planDeadlines } from './plan-deadlines.ts';
import { type NewClockRule, readClockRule } from './set-clock-rule.ts';

/** What one class of case would be due by. */
export type ClassDue = { class: Class; verify: Date; followUp: Date; solve: Date };

const promised: ClockCode[] = ['verify', 'follow-up', 'solve'];

/** When a case of each class, filed with a government now, is due under the rules in force today. */
export async function previewDues(pemda: string): Promise<ClassDue[]> {
	return Promise.all(
		allClasses.map(async (one) => {
			const planned = await planDeadlines(promised, { class: one, pemda, startedAt: now() });
			const due = (code: ClockCode) => planned.find((clock) => clock.code === code)?.dueAt ?? now();
			return { class: one, verify: due('verify'), followUp: due('follow-up'), solve: due('solve') };
		}),
	);
}

export type RuleEffect = {
	/** When the clock of the example starts: now, or at nine on the first day of a later rule. */
	startsAt: Date;
	/** Classes whose term the rule decides from then on, with the day before and after it. */
	changes: { class: Class; before: Date | undefined; after: Date }[];
	/** Governments with a rule of their own, which a rule for all does not touch. */
	untouched: string[];
};

/** What a rule would do, before it is set. Refuses what `setClockRule` would refuse about its fields. */
export async function previewRule(input: NewClockRule): Promise<RuleEffect> {
	const wanted: ClockRule = { id: 'wanted', validTo: null, ...readClockRule(input) };
	const { code, validFrom: day } = wanted;
	const pemda = wanted.pemda === '*' ? province : wanted.pemda;
	const [rules, calendar] = [await clockRules(), await getCalendar(pemda)];
	const startsAt = day === dayOf(now()) ? now() : new Date(`${day}T09:00:00+07:00`);
	const others = rules.filter((rule) => !isSuperseded(rule, wanted));
	const changes = allClasses.flatMap((one) => {
		const [before, after] = [
			ruleFor(rules, code, one, wanted.pemda, day),
			ruleFor([...others, wanted], code, one, wanted.pemda, day),
		];
		if (after?.id !== wanted.id) return [];
		const due = (rule: ClockRule) => dueAfter(startsAt, rule, calendar);
		return [{ class: one, before: before && due(before), after: due(after) }];
	});
	return { startsAt, changes, untouched: wanted.pemda === '*' ? ownRules(rules, wanted) : [] };
}

function isSuperseded(rule: ClockRule, by: ClockRule): boolean {
	return (
		rule.pemda === by.pemda &&
		rule.code === by.code &&
		rule.class === by.class &&
		rule.validFrom <= by.validFrom
	);
}

function ownRules(rules: ClockRule[], { code, class: of, validFrom }: ClockRule): string[] {
	const own = rules.filter(
		(rule) =>
			rule.pemda !== '*' &&
			rule.code === code &&
			(of === '*' || rule.class === '*' || rule.class === of) &&
			(rule.validTo === null || rule.validTo >= validFrom),
	);
	return [...new Set(own.map(({ pemda }) => pemda))];
}
