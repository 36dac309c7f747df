import { findNames, type Officer } from '#identity';
import { now } from '#platform/clock';
import { dayOf } from '#platform/workdays';
import type { ClockRule } from './clock-rules.ts';
import { mayEditRules } from './policy.ts';
import { isDispensable } from './set-clock-rule.ts';
import { selectRuleLines } from './store/rule-lines.ts';

export type RuleLine = ClockRule & {
	/** `never`: another of the same day took its place before it ran. */
	when: 'now' | 'coming' | 'past' | 'never';
	/** Whether the officer may write a rule in its place … */
	mayReplace: boolean;
	/** … and may end it so that what holds for all holds again. */
	mayEnd: boolean;
	editedAt: Date | null;
	/** Who wrote it last; empty for what shipped or an account that is gone. */
	editedBy: string;
};

/** The law of the clocks as rows, past ones too, with what the officer may do to each; and for whom they may write rules. */
export async function listRuleLines(officer: Officer): Promise<{ rules: RuleLine[]; scopes: string[] }> {
	const [written, today] = [await selectRuleLines(), dayOf(now())];
	const accounts = written.map(({ editedBy }) => accountOf(editedBy)).filter((id) => id !== '');
	const names = await findNames(accounts);
	const rules = written.map(({ editedBy, ...rule }) => {
		const when = whenOf(rule, today);
		const mayReplace = (when === 'now' || when === 'coming') && mayEditRules(officer, rule.pemda);
		const mayEnd = mayReplace && rule.validTo === null && isDispensable(rule, written, today);
		return { ...rule, when, mayReplace, mayEnd, editedBy: names.get(accountOf(editedBy)) ?? '' };
	});
	const own = officer.holdings.map(({ pemda }) => pemda).filter((pemda) => mayEditRules(officer, pemda));
	return { rules, scopes: [...(mayEditRules(officer, '*') ? ['*'] : []), ...new Set(own)] };
}

function accountOf(editedBy: string | null): string {
	return editedBy?.match(/^account:([0-9a-f-]{36})$/)?.[1] ?? '';
}

function whenOf({ validFrom, validTo }: ClockRule, today: string): RuleLine['when'] {
	if (validTo !== null && validTo < validFrom) return 'never';
	if (validFrom > today) return 'coming';
	return validTo !== null && validTo < today ? 'past' : 'now';
}
