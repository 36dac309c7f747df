import { z } from 'zod';
import { labelOf, type Officer, requireFresh } from '#identity';
import { record } from '#platform/audit';
import { now } from '#platform/clock';
import { withTx } from '#platform/db';
import { newId } from '#platform/ids';
import { Refusal } from '#platform/refusal';
import { dayOf } from '#platform/workdays';
import { province } from '#regions';
import { allClasses } from './case.ts';
import { type ClockRule, clockCodes, clockRules, forgetClockRules, ruleFor } from './clock-rules.ts';
import { mayEditRules } from './policy.ts';
import { endRule, insertRule } from './store/clock-rules.ts';

const newRule = z.object({
	/** A government's code, or '*' for all of them. */
	pemda: z.string().regex(/^(\*|\d{2}(\.\d{2})?)$/),
	code: z.enum(clockCodes),
	class: z.enum(['*', ...allClasses]),
	amount: z.int().min(1).max(1000),
	unit: z.enum(['working-day', 'day', 'hour']),
	legalBasis: z.string().trim().min(3).max(500),
	/** Today or later, Asia/Jakarta. */
	validFrom: z.iso.date().refine((day) => day >= dayOf(now())),
});
export type NewClockRule = z.input<typeof newRule>;

/**
 * From a day on a clock has another term. The rule before it for the same government, clock and class ends the day
 * before; clocks that run keep the rule they started under. Administrators only: of a government for its own, of the
 * province for all. Refuses `casework/rule-wrong` with the fields, `casework/not-your-rules`, `identity/not-fresh`.
 */
export async function setClockRule(officer: Officer, input: NewClockRule): Promise<{ ruleId: string }> {
	const read = readClockRule(input);
	const rule = { id: newId(), ...read };
	await change(
		officer,
		rule.pemda,
		{ act: 'casework/set-clock-rule', ruleId: rule.id, detail: read },
		(tx, at, by) => insertRule(tx, { ...rule, at, by }),
	);
	return { ruleId: rule.id };
}

/** Refuses `casework/rule-wrong` with the fields. */
export function readClockRule(input: NewClockRule): z.output<typeof newRule> {
	const read = newRule.safeParse(input);
	if (!read.success) throw wrong(read.error.issues.map((issue) => String(issue.path[0])));
	return read.data;
}

/**
 * Ends a rule after a day: the general one, or that of all allClasses, holds again. Refuses the last rule a clock has
 * (`casework/rule-needed`): without it no case could be opened.
 */
export async function endClockRule(
	officer: Officer,
	input: { ruleId: string; lastDay: string },
): Promise<void> {
	const rules = await clockRules();
	const rule = rules.find((one) => one.id === input.ruleId);
	if (!rule) throw new Refusal('not-found', 'casework/no-such-rule');
	if (!z.iso.date().safeParse(input.lastDay).success || input.lastDay < dayOf(now()))
		throw wrong(['lastDay']);
	if (!isDispensable(rule, rules, input.lastDay)) throw new Refusal('conflict', 'casework/rule-needed');
	const detail = { lastDay: input.lastDay };
	await change(
		officer,
		rule.pemda,
		{ act: 'casework/end-clock-rule', ruleId: rule.id, detail },
		async (tx, at, by) => {
			if (!(await endRule(tx, rule.id, input.lastDay, at, by)))
				throw new Refusal('not-found', 'casework/no-such-rule');
		},
	);
}

/** Whether every class still finds a rule for this clock once this one has ended. */
export function isDispensable(rule: ClockRule, rules: ClockRule[], lastDay: string): boolean {
	const left = rules.filter((one) => one.id !== rule.id);
	const after = new Date(Date.parse(`${lastDay}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
	return allClasses.every((one) => ruleFor(left, rule.code, one, rule.pemda, after) !== undefined);
}

type Change = { act: string; ruleId: string; detail: object };
type Write = (tx: Parameters<Parameters<typeof withTx>[0]>[0], at: Date, by: string) => Promise<void>;

async function change(
	officer: Officer,
	pemda: string,
	{ act, ruleId, detail }: Change,
	write: Write,
): Promise<void> {
	if (!mayEditRules(officer, pemda)) throw new Refusal('forbidden', 'casework/not-your-rules');
	await requireFresh(officer);
	const by = labelOf(officer);
	await withTx(async (tx) => {
		await write(tx, now(), by);
		const subject = `clock-rule:${ruleId}`;
		await record(tx, {
			pemda: pemda === '*' ? province : pemda,
			actor: by,
			act,
			subject,
			origin: officer.origin,
			detail,
		});
	});
	forgetClockRules();
}

function wrong(fields: string[]): Refusal {
	const messages = fields.map((field) => [field, `cases.rule.${field}`]);
	return new Refusal('invalid', 'casework/rule-wrong', { fields: Object.fromEntries(messages) });
}
