import { redirect } from '@sveltejs/kit';
import { act, textOf } from '#lib/act.ts';
import { officerOf } from '#lib/officer.ts';
import { findPemda } from '#lib/renaksi-names.ts';
import { Refusal } from '#platform/refusal';
import {
	commentEvidence,
	findDocumentName,
	findSecond,
	getEvidence,
	listComments,
	listEvidence,
	listLive,
	maySeeEvidence,
	mayVerify,
	readLive,
	returnEvidence,
	verifyAgain,
	verifyEvidence,
} from '#renaksi';
import type { Actions, PageServerLoad } from './$types';

/** One evidence beside last year's: verifiers judge it, its office reads along, both write notes. */
export const load: PageServerLoad = async ({ params, locals }) => {
	const officer = officerOf(locals);
	const { pemda } = params;
	if (!maySeeEvidence(officer, pemda)) throw new Refusal('forbidden', 'renaksi/not-yours');
	const ref = refOf(params);
	const found = await getEvidence(officer, ref);
	const { year, requirement, coversFrom, coversTo, officeName } = found;
	const before = await listEvidence(officer, { pemda, year: year - 1, requirement });
	const second = await findSecond(officer, ref);
	const hashes = new Set(before.flatMap(({ files }) => files.map(({ originalSha256 }) => originalSha256)));
	return {
		...{ pemda, year, coversFrom, coversTo, officeName },
		name: (await findDocumentName(found))[locals.lang],
		government: await findPemda(pemda),
		evidence: [{ ...shown(found), liveNow: await findLiveNow(pemda, found.live) }],
		before: before.slice(0, 1).map(shown),
		same: found.files.filter(({ originalSha256 }) => hashes.has(originalSha256)).map(({ name }) => name),
		verifies: mayVerify(officer, pemda),
		isOwn: found.byAccount === officer.accountId,
		// A verdict that is to be given again is not shown, and stands all the same.
		isJudged: found.verdict !== null || second !== undefined,
		second: second?.state === 'done' ? { ...second, verdict: said(second.verdict) } : (second ?? null),
		comments: await listComments(officer, ref),
		correct: correctionOf({ pemda, year, requirement, id: found.id, at: found.verdict?.at }),
	};
};

type Found = Awaited<ReturnType<typeof getEvidence>>;

function shown({ id, note, at, byName, files, verdict, live }: Found) {
	return {
		...{ id, note, at, byName, verdict, live: readLive(live) },
		files: files.map(({ name, sha256 }) => ({ name, sha256 })),
	};
}

/** What the same question is answered today, where evidence kept an answer. */
async function findLiveNow(pemda: string, kept: unknown) {
	const then = readLive(kept);
	return then ? (await listLive(pemda)).find(({ query }) => query === then.query) : undefined;
}

type Done = Extract<NonNullable<Awaited<ReturnType<typeof findSecond>>>, { state: 'done' }>;
const said = ({ kind, percent, reason, missing, agrees, at, byName }: Done['verdict']) => {
	return { kind, percent, reason, missing, agrees, at, byName };
};

/** Where a third person settles it: from the minute after the first verdict on. */
function correctionOf(one: {
	pemda: string;
	year: number;
	requirement: string;
	id: string;
	at?: Date | undefined;
}) {
	if (!one.at) return '';
	const from = new Date(one.at.getTime() + 60_000 + 7 * 3_600_000).toISOString().slice(0, 16);
	const query = new URLSearchParams({ dokumen: one.requirement, sejak: from, bukti: one.id });
	return `/meja/renaksi/${one.pemda}/${one.year}/koreksi?${query}`;
}

export const actions: Actions = {
	accept: (event) =>
		act(event, async (form) => {
			const percent = Number(textOf(form, 'percent'));
			const verdict = { kind: 'accepted', percent } as const;
			await verifyEvidence(officerOf(event.locals), { ...refOf(event.params), verdict });
			redirect(303, '/meja/renaksi');
		}),
	reject: (event) =>
		act(event, async (form) => {
			await verifyEvidence(officerOf(event.locals), { ...refOf(event.params), verdict: rejected(form) });
			redirect(303, '/meja/renaksi');
		}),
	return: (event) =>
		act(event, async (form) => {
			const reason = textOf(form, 'reason');
			await returnEvidence(officerOf(event.locals), { ...refOf(event.params), reason });
			redirect(303, '/meja/renaksi');
		}),
	again: (event) =>
		act(event, async (form) => {
			const percent = Number(textOf(form, 'percent'));
			const accepted = { kind: 'accepted', percent } as const;
			const verdict = textOf(form, 'verdict') === 'rejected' ? rejected(form) : accepted;
			await verifyAgain(officerOf(event.locals), { ...refOf(event.params), verdict });
			redirect(303, event.url.pathname);
		}),
	comment: (event) =>
		act(event, async (form) => {
			const reach = textOf(form, 'reach') === 'verifiers' ? 'verifiers' : 'both';
			const text = textOf(form, 'text');
			await commentEvidence(officerOf(event.locals), { ...refOf(event.params), text, reach });
			redirect(303, event.url.pathname);
		}),
};

const refOf = ({ pemda, id }: { pemda: string; id: string }) => ({ pemda, evidenceId: id });
const rejected = (form: FormData) =>
	({ kind: 'rejected', reason: textOf(form, 'reason'), missing: textOf(form, 'missing') }) as const;
