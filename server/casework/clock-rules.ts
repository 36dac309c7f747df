import { db } from '#platform/db';
import type { Class } from './case.ts';

export const clockCodes = [
	'verify',
	'accept',
	'follow-up',
	'solve',
	'auto-close',
	'moderate',
	'escalate',
] as const;
export type ClockCode = (typeof clockCodes)[number];

export type ClockRule = {
	id: string;
	code: ClockCode;
	class: Class | '*';
	pemda: string;
	amount: number;
	unit: 'working-day' | 'day' | 'hour';
	legalBasis: string;
	validFrom: string;
	validTo: string | null;
};

const freshForMs = 15_000;
let snapshot: { rules: ClockRule[]; readAt: number } | undefined;
let reading: Promise<ClockRule[]> | undefined;

/** All rules, from memory; at most some seconds behind the table, which is read beside the work and never in its way. */
export async function clockRules(): Promise<ClockRule[]> {
	if (snapshot && Date.now() - snapshot.readAt < freshForMs) return snapshot.rules;
	reading ??= readRules().finally(() => {
		reading = undefined;
	});
	if (!snapshot) return reading;
	reading.catch(() => undefined); // the rules in memory do until the database can be read again
	return snapshot.rules;
}

/** After a change in this process: the next reader reads the table. */
export function forgetClockRules(): void {
	snapshot = undefined;
	reading = undefined;
}

async function readRules(): Promise<ClockRule[]> {
	const { rows } = await db.query<ClockRule>({
		text: `select id, code, class, pemda, amount, unit, legal_basis as "legalBasis",
			valid_from as "validFrom", valid_to as "validTo" from casework.clock_rule
			order by code, pemda, class, valid_from`,
	});
	snapshot = { rules: rows, readAt: Date.now() };
	return rows;
}

/**
 * The rule for one clock on one day: a government's own before the general one, one for the class before one for
 * all, the youngest of those in force.
 */
export function ruleFor(
	rules: ClockRule[],
	code: ClockCode,
	of: Class,
	pemda: string,
	day: string,
): ClockRule | undefined {
	const fits = rules.filter(
		(rule) =>
			rule.code === code &&
			(rule.class === of || rule.class === '*') &&
			(rule.pemda === pemda || rule.pemda === '*') &&
			rule.validFrom <= day &&
			(rule.validTo === null || day <= rule.validTo),
	);
	const rank = (rule: ClockRule) =>
		`${rule.pemda === '*' ? 0 : 1}${rule.class === '*' ? 0 : 1}${rule.validFrom}`;
	return fits.reduce<ClockRule | undefined>((a, b) => (a && rank(a) >= rank(b) ? a : b), undefined);
}

/** The same where there must be one: a missing rule is a fault of the installation, not of the person. */
export function getRule(
	rules: ClockRule[],
	code: ClockCode,
	of: Class,
	pemda: string,
	day: string,
): ClockRule {
	const rule = ruleFor(rules, code, of, pemda, day);
	if (!rule) throw new Error(`No clock rule for ${code} of ${of} on ${day}`);
	return rule;
}
