import { redirect } from '@sveltejs/kit';
import { act, textOf } from '#lib/act.ts';
import { officerOf } from '#lib/officer.ts';
import { findPemda } from '#lib/renaksi-names.ts';
import { Refusal } from '#platform/refusal';
import {
	findDocumentName,
	getEvidence,
	isVerifier,
	listEvidence,
	returnEvidence,
	verifyEvidence,
} from '#renaksi';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, locals }) => {
	const officer = officerOf(locals);
	if (!isVerifier(officer)) throw new Refusal('forbidden', 'renaksi/not-yours');
	const { pemda } = params;
	const found = await getEvidence(officer, { pemda, evidenceId: params.id });
	const { year, requirement, coversFrom, coversTo, officeName, live } = found;
	const before = await listEvidence(officer, { pemda, year: year - 1, requirement });
	return {
		...{ pemda, year, coversFrom, coversTo, officeName, live: live ? JSON.stringify(live) : '' },
		name: (await findDocumentName(found))[locals.lang],
		government: await findPemda(pemda),
		evidence: [found].map(shown),
		before: before.slice(0, 1).map(shown),
		isOwn: found.byAccount === officer.accountId,
		isJudged: found.verdict !== null,
	};
};

function shown({ id, note, at, byName, files, verdict }: Awaited<ReturnType<typeof getEvidence>>) {
	return { id, note, at, byName, verdict, files: files.map(({ name, sha256 }) => ({ name, sha256 })) };
}

export const actions: Actions = {
	accept: (event) =>
		act(event, async (form) => {
			const percent = Number(textOf(form, 'percent'));
			await verifyEvidence(officerOf(event.locals), {
				...refOf(event.params),
				verdict: { kind: 'accepted', percent },
			});
			redirect(303, '/meja/renaksi');
		}),
	reject: (event) =>
		act(event, async (form) => {
			const [reason, missing] = [textOf(form, 'reason'), textOf(form, 'missing')];
			const verdict = { kind: 'rejected', reason, missing } as const;
			await verifyEvidence(officerOf(event.locals), { ...refOf(event.params), verdict });
			redirect(303, '/meja/renaksi');
		}),
	return: (event) =>
		act(event, async (form) => {
			await returnEvidence(officerOf(event.locals), {
				...refOf(event.params),
				reason: textOf(form, 'reason'),
			});
			redirect(303, '/meja/renaksi');
		}),
};

const refOf = ({ pemda, id }: { pemda: string; id: string }) => ({ pemda, evidenceId: id });
