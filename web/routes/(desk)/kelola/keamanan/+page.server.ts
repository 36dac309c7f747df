import { redirect } from '@sveltejs/kit';
import { managedBy, type RuleCode, readRules, setRule } from '#identity';
import { act, textOf } from '#lib/act.ts';
import { officerOf } from '#lib/officer.ts';
import { now } from '#platform/clock';
import { Refusal } from '#platform/refusal';
import { dayOf } from '#platform/workdays';
import type { Actions, PageServerLoad } from './$types';

const amounts = [
	'fresh-minutes',
	'decide-days',
	'delegation-days',
	'glass-minutes',
	'glass-wait-hours',
	'comeback-days',
	'comeback-seen-hours',
] as const satisfies RuleCode[];

export const load: PageServerLoad = async ({ locals, url }) => {
	const officer = officerOf(locals);
	if (managedBy(officer).length === 0) throw new Refusal('forbidden', 'identity/not-yours');
	const rules = await readRules();
	return {
		from: rules['second-factor-from'],
		amounts: amounts.map((code) => ({ code, value: rules[code] })),
		isOperator: officer.isOperator,
		today: dayOf(now()),
		done: url.searchParams.has('disimpan'),
	};
};

export const actions: Actions = {
	factor: (event) =>
		act(event, async (form) => {
			const value = textOf(form, 'need') === 'offered' ? 'offered' : textOf(form, 'second-factor-from');
			await setRule(officerOf(event.locals), { code: 'second-factor-from', value });
			redirect(303, '/kelola/keamanan?disimpan');
		}),
	amount: (event) =>
		act(event, async (form) => {
			const code = amounts.find((one) => one === textOf(form, '_form'));
			if (!code) throw new Refusal('invalid', 'identity/rule-wrong');
			await setRule(officerOf(event.locals), { code, value: textOf(form, code) });
			redirect(303, '/kelola/keamanan?disimpan');
		}),
};
