import { redirect } from '@sveltejs/kit';
import { clockCodes, endClockRule, listRuleLines, previewDues, type RuleLine } from '#casework';
import { managedBy } from '#identity';
import { act, textOf } from '#lib/act.ts';
import { officerOf } from '#lib/officer.ts';
import { now } from '#platform/clock';
import { Refusal } from '#platform/refusal';
import { dayOf } from '#platform/workdays';
import { listPemda } from '#regions';
import type { Actions, PageServerLoad } from './$types';

const done = ['dibuat', 'diakhiri'] as const;

export const load: PageServerLoad = async ({ locals, url }) => {
	const officer = officerOf(locals);
	if (managedBy(officer).length === 0) throw new Refusal('forbidden', 'identity/not-yours');
	const governments = await listPemda();
	const { rules, scopes } = await listRuleLines(officer);
	const own = scopes.find((scope) => scope !== '*') ?? governments[0]?.code ?? '';
	const asked = url.searchParams.get('pemda') ?? '';
	const pemda = governments.some(({ code }) => code === asked) ? asked : own;
	const code = clockCodes.find((one) => one === url.searchParams.get('langkah'));
	const past = url.searchParams.get('lama') === 'on';
	const named = new Map(governments.map((one) => [one.code, one.name]));
	const shown = rules.filter(
		(rule) =>
			(rule.pemda === '*' || rule.pemda === pemda) &&
			(!code || rule.code === code) &&
			(past || rule.when === 'now' || rule.when === 'coming'),
	);
	return {
		pemda,
		code: code ?? '',
		past,
		active: (asked ? 1 : 0) + (code ? 1 : 0) + (past ? 1 : 0),
		mayAdd: scopes.includes(pemda) || scopes.includes('*'),
		governments: governments.map((one) => ({ value: one.code, label: one.name })),
		name: named.get(pemda) ?? '',
		rules: shown.map((rule) => ({ ...rule, government: named.get(rule.pemda) ?? '' })),
		ownCount: rules.filter((rule) => isRunning(rule) && rule.pemda === pemda).length,
		dues: await previewDues(pemda),
		today: dayOf(now()),
		at: now(),
		done: done.find((what) => url.searchParams.has(what)),
	};
};

function isRunning({ when }: RuleLine): boolean {
	return when === 'now' || when === 'coming';
}

export const actions: Actions = {
	end: (event) =>
		act(event, async (form) => {
			const rule = { ruleId: textOf(form, 'rule'), lastDay: textOf(form, 'lastDay') };
			await endClockRule(officerOf(event.locals), rule);
			redirect(303, `/kelola/aturan?pemda=${event.url.searchParams.get('pemda') ?? ''}&diakhiri`);
		}),
};
