import { redirect } from '@sveltejs/kit';
import { act, textOf } from '#lib/act.ts';
import { officerOf } from '#lib/officer.ts';
import { decideFramework, getProposal, retractFramework } from '#renaksi';
import type { Actions, PageServerLoad } from './$types';

const mostChanges = 300;

export const load: PageServerLoad = async ({ params, locals }) => {
	const { framework, before, decision, ...one } = await getProposal(officerOf(locals), params.id);
	const { id, years, name, note, areas } = framework;
	return {
		...{ id: one.id, at: one.at, byName: one.byName, isOwn: one.isOwn, isRetracted: one.isRetracted },
		...{ plans: one.plans, documents: one.documents, unsourced: one.unsourced, decision },
		framework: { id, years, name: name[locals.lang], note: note[locals.lang], areas: areas.length },
		before: before?.id ?? null,
		count: before?.changes.length ?? 0,
		changes: (before?.changes ?? []).slice(0, mostChanges).map(({ at, before: was, after: is }) => ({
			...{ at, was: was ?? '–', is: is ?? '–' },
		})),
	};
};

type Event = Parameters<Actions[string]>[0];
const decide = (kind: 'published' | 'refused' | 'withdrawn') => (event: Event) =>
	act(event, async (form) => {
		const proposalId = event.params['id'] ?? '';
		await decideFramework(officerOf(event.locals), { proposalId, kind, reason: textOf(form, 'reason') });
		redirect(303, event.url.pathname);
	});

export const actions: Actions = {
	publish: decide('published'),
	refuse: decide('refused'),
	withdraw: decide('withdrawn'),
	retract: (event) =>
		act(event, async (form) => {
			const reason = textOf(form, 'reason');
			await retractFramework(officerOf(event.locals), { proposalId: event.params.id, reason });
			redirect(303, event.url.pathname);
		}),
};
