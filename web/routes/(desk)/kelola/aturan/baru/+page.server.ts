import { redirect } from '@sveltejs/kit';
import { clockCodes, listRuleLines, type NewClockRule, previewRule, setClockRule } from '#casework';
import { act, textOf } from '#lib/act.ts';
import { officerOf } from '#lib/officer.ts';
import { now } from '#platform/clock';
import { Refusal } from '#platform/refusal';
import { dayOf } from '#platform/workdays';
import { getPemda, listPemda } from '#regions';
import type { Actions, PageServerLoad } from './$types';

const fields = ['pemda', 'code', 'class', 'amount', 'unit', 'legalBasis', 'validFrom'] as const;

export const load: PageServerLoad = async ({ locals, url }) => {
	const { rules, scopes } = await listRuleLines(officerOf(locals));
	if (scopes.length === 0) throw new Refusal('forbidden', 'casework/not-your-rules');
	const replaced = rules.find(({ id }) => id === url.searchParams.get('ganti'));
	const governments = (await listPemda()).filter(({ code }) => scopes.includes(code));
	const asked = replaced?.pemda ?? url.searchParams.get('pemda') ?? '';
	const today = dayOf(now());
	return {
		replaced,
		scopes: [
			...(scopes.includes('*') ? [{ value: '*', label: locals.t('rules.everywhere') }] : []),
			...governments.map((one) => ({ value: one.code, label: one.name })),
		],
		codes: clockCodes.map((value) => ({ value, label: locals.t(`cases.clock.${value}`) })),
		start: {
			pemda: scopes.includes(asked) ? asked : (scopes[0] ?? ''),
			code: replaced?.code ?? '',
			class: replaced?.class ?? '*',
			amount: replaced ? String(replaced.amount) : '',
			unit: replaced?.unit ?? 'working-day',
			legalBasis: '',
			validFrom: today,
		},
		today,
	};
};

export const actions: Actions = {
	save: (event) =>
		act(event, async (form) => {
			const typed = Object.fromEntries(fields.map((name) => [name, textOf(form, name)]));
			// Whatever was typed: the act reads it, and refuses with the fields what is none.
			const rule = { ...typed, amount: Number(typed['amount']) } as NewClockRule;
			if (textOf(form, 'do') !== 'save') return { effect: await tellEffect(rule), typed };
			await setClockRule(officerOf(event.locals), rule);
			redirect(303, `/kelola/aturan?${rule.pemda === '*' ? '' : `pemda=${rule.pemda}&`}dibuat`);
		}),
};

async function tellEffect(rule: NewClockRule) {
	const { untouched, ...effect } = await previewRule(rule);
	return {
		...effect,
		untouched: await Promise.all(untouched.map(async (code) => (await getPemda(code)).name)),
	};
}
