import { now } from '#platform/clock';
import { dayOf } from '#platform/workdays';
import { decide, getService, questionsFor, readAnswers } from '#services';
import type { PageServerLoad } from './$types';

/** Answers stay in the address: nothing is stored, and the page can be sent on. */
export const load: PageServerLoad = async ({ params, locals, url }) => {
	const { lang } = locals;
	const { definition } = await getService(params.id);
	const today = dayOf(now());
	const { answers, wrong } = readAnswers(definition, (name) => url.searchParams.get(name));
	const asked = questionsFor(definition, answers, today);
	const isSent = url.searchParams.has('hasil');
	const missing = asked.filter(({ id }) => !Object.hasOwn(answers, id)).map(({ id }) => id);
	const faultOf = (id: string) => {
		if (!missing.includes(id)) return null;
		return wrong.includes(id) ? ('unreadable' as const) : ('missing' as const);
	};
	const isComplete = isSent && missing.length === 0;
	const decision = isComplete ? decide(definition, answers, today) : null;
	return {
		id: definition.id,
		title: definition.title[lang],
		/** Answers come along, so that nothing is asked twice. */
		apply: definition.process ? `/layanan/${definition.id}/ajukan${url.search}` : null,
		questions: asked.map(({ id, kind, label, hint, options }) => ({
			...{ id, kind, label: label[lang], hint: hint?.[lang] },
			value: url.searchParams.get(id) ?? '',
			wrong: isSent ? faultOf(id) : null,
			options: options?.map((one) => ({ value: one.value, label: one.label[lang] })),
		})),
		decision: decision && {
			outcome: decision.outcome,
			findings: decision.findings.map((one) => ({
				...{ id: one.id, outcome: one.outcome, reason: one.reason[lang], basis: one.basis },
			})),
			papers: decision.papers.map(({ id, label, note }) => ({
				id,
				label: label[lang],
				note: note?.[lang] ?? null,
			})),
			charges: decision.charges.map(({ id, label, amount, basis }) => ({
				id,
				label: label[lang],
				amount,
				basis,
			})),
			total: decision.total,
		},
	};
};
