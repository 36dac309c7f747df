import { redirect } from '@sveltejs/kit';
import { act } from '#lib/act.ts';
import { officerOf } from '#lib/officer.ts';
import { Refusal } from '#platform/refusal';
import { listFrameworkIds, listProposals, mayKeepFrameworks, proposeFramework } from '#renaksi';
import type { Actions, PageServerLoad } from './$types';

const mostBytes = 2 * 1024 * 1024;

export const load: PageServerLoad = async ({ locals }) => {
	const proposals = await listProposals(officerOf(locals));
	return {
		published: await listFrameworkIds(),
		proposals: proposals.map(({ id, frameworkId, at, byName, decision, isRetracted }) => {
			const state = isRetracted ? ('retracted' as const) : (decision?.kind ?? ('waiting' as const));
			return { id, frameworkId, at, byName, state };
		}),
	};
};

export const actions: Actions = {
	propose: (event) =>
		act(event, async (form) => {
			const officer = officerOf(event.locals);
			if (!mayKeepFrameworks(officer)) throw new Refusal('forbidden', 'renaksi/not-yours');
			const answer = await proposeFramework(officer, await textIn(form.get('file')));
			if ('proposalId' in answer) redirect(303, `/kelola/kerangka/${answer.proposalId}`);
			return { faults: answer.faults.slice(0, 100), count: answer.faults.length };
		}),
};

async function textIn(file: FormDataEntryValue | null): Promise<string> {
	if (!(file instanceof File) || file.size === 0) {
		throw new Refusal('invalid', 'renaksi/no-framework-file', {
			fields: { file: 'refusal.renaksi.no-framework-file' },
		});
	}
	if (file.size > mostBytes) throw new Refusal('too-large', 'renaksi/framework-too-large');
	return file.text();
}
