import { redirect } from '@sveltejs/kit';
import { decideProposal, listProposals, type ProposalLine, withdrawProposal } from '#identity';
import { act, textOf } from '#lib/act.ts';
import { managedGovernment } from '#lib/managed-government.ts';
import { officerOf } from '#lib/officer.ts';
import { now } from '#platform/clock';
import type { Actions, PageServerLoad } from './$types';

const done = ['disetujui', 'ditolak', 'ditarik'] as const;

export const load: PageServerLoad = async ({ locals, url }) => {
	const officer = officerOf(locals);
	const { pemda, name, governments } = await managedGovernment(officer, url);
	const { waiting, past } = await listProposals(officer, pemda);
	return {
		pemda,
		name,
		governments: governments.map((one) => ({ value: one.code, label: one.name })),
		waiting: waiting.map(plain),
		past: past.map(plain),
		done: done.find((what) => url.searchParams.has(what)),
	};
};

function plain({ id, kind, name, proposer, decider, reason, ...line }: ProposalLine) {
	const { postTitle, officeName, proposedAt, endsAt, decidedAt, decision, mayDecide, isOwn } = line;
	const is = decision ?? (endsAt < now() ? 'late' : 'waiting');
	return {
		...{ id, kind, name, proposer, decider, reason, postTitle, officeName, proposedAt, endsAt, decidedAt },
		...{ is, mayDecide, isOwn },
	};
}

export const actions: Actions = {
	decide: (event) =>
		act(event, async (form) => {
			const { pemda } = await managedGovernment(officerOf(event.locals), event.url);
			const decision = textOf(form, 'decision') === 'approved' ? 'approved' : 'refused';
			await decideProposal(officerOf(event.locals), { pemda, id: textOf(form, '_form') }, decision);
			const word = decision === 'approved' ? 'disetujui' : 'ditolak';
			redirect(303, `/kelola/persetujuan?pemda=${pemda}&${word}`);
		}),
	withdraw: (event) =>
		act(event, async (form) => {
			const { pemda } = await managedGovernment(officerOf(event.locals), event.url);
			await withdrawProposal(officerOf(event.locals), { pemda, id: textOf(form, '_form') });
			redirect(303, `/kelola/persetujuan?pemda=${pemda}&ditarik`);
		}),
};
