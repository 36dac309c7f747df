import assert from 'node:assert/strict';
import { giveOpinion, startDraft, submitDraft, takeTransition } from '#applications';
import { findActor, type Officer, type Resident, startSession } from '#identity';
import { migratorDb, withScope } from '#platform/db';
import { newId } from '#platform/ids';
import { runJobsOnce } from '#platform/jobs';
import { device, origin } from './accounts.ts';
import { smallService } from './applications.ts';
import { publishForTest } from './apply-service.ts';
import { asahan, deskOf, officerAt, province } from './cases.ts';

/** The sample service without a fee: from the draft to the document nobody has to be waited for. */
const service = { ...smallService, id: 'izin-tanpa-biaya', fees: [], papers: [] };
const answers = { area: 20, owner: 'Siti Contoh', health: 'asma', hasHelper: false };

/** Who takes part, as plain data: a process that is started again is the same people. */
export type Parties = {
	token: string;
	officer: Officer;
	head: Officer;
	/** Of the offices that are asked, by branch. */
	asked: Record<string, Officer>;
	drafts: string[];
};

/** Somebody with so many drafts that are ready to be sent, and the officers who work on them. */
export async function readyToSend(count: number): Promise<Parties> {
	await publishForTest(service);
	const accountId = newId();
	await migratorDb.query({
		text: `insert into identity.account (id, kind, name, level, created_by) values ($1, 'resident', 'Siti Contoh', 'nik', 'test')`,
		values: [accountId],
	});
	await migratorDb.query({
		text: `insert into identity.contact (id, account_id, kind, address, since) values ($1, $1, 'email', $2, now())`,
		values: [accountId, `siti-${accountId}@contoh.example`],
	});
	const { token } = await startSession(accountId, ['code'], { origin, device });
	const applicant = await residentOf(token);
	const begin = { serviceId: service.id, partyId: accountId, region: asahan, answers };
	const drafts: string[] = [];
	for (let made = 0; made < count; made++) drafts.push((await startDraft(applicant, begin)).id);
	const works = await deskOf(asahan, 'public-works');
	return {
		...{ token, drafts, officer: officerAt(works), head: officerAt(works, 'office-head', 'Rina Hasibuan') },
		asked: {
			sehat: officerAt(await deskOf(asahan, 'health')),
			provinsi: officerAt(await deskOf(province, 'health')),
		},
	};
}

/**
 * Takes each draft from sending to its document, all at once, then runs what follows in the background. Every act carries
 * the same key each time, so that a process which was killed goes on where it was.
 */
export async function goTheWholeWay({ token, officer, head, asked, drafts }: Parties): Promise<void> {
	const applicant = await residentOf(token);
	await Promise.all(
		drafts.map(async (draft) => {
			const ref = await submitDraft(applicant, draft, { lang: 'id' });
			const take = (by: Officer, transition: string, more: object = {}) =>
				takeTransition(by, { ...ref, ...more, transition, key: `${draft} ${transition}` });
			await take(officer, 'tinjau', { checklist: ['lengkap'] });
			await take(officer, 'tanya', { findings: { measured: 12 } });
			for (const { id, branch } of await opinionsOf(ref)) {
				const by = asked[branch];
				if (by) await giveOpinion(by, { ...ref, opinionId: id, verdict: 'agree' });
			}
			await take(head, 'kabulkan');
		}),
	);
	await runJobsOnce();
}

async function residentOf(token: string): Promise<Resident> {
	const actor = await findActor(token, origin);
	if (actor?.kind !== 'resident') throw new Error('Nobody applies');
	return actor;
}

async function opinionsOf({ pemda, id }: { pemda: string; id: string }) {
	return withScope({ system: true }, async (tx) => {
		const { rows } = await tx.query<{ id: string; branch: string }>({
			text: `select id, branch from applications.opinion where pemda = $1 and application_id = $2 order by branch`,
			values: [pemda, id],
		});
		return rows;
	});
}

async function list<Row>(text: string): Promise<Row[]> {
	return (await migratorDb.query<Row>({ text })).rows;
}

/** Applications that are there by half: not the fold of their events, decided without a document, of no draft, without a case. */
export async function whatIsHalf(): Promise<unknown[]> {
	return list(`select a.number, a.state, a.seq from applications.application a
		where a.seq <> (select count(*) from applications.event e where e.application_id = a.id)
			or a.state <> (select e.to_state from applications.event e where e.application_id = a.id and e.to_state is not null
				order by e.seq desc limit 1)
			or (a.outcome is not null) <> exists (select from documents.document d where d.subject like '%' || a.id)
			or not exists (select from applications.draft d where d.sent->>'id' = a.id::text)
			or not exists (select from casework.case c where c.id = a.id)`);
}

/** So many went the whole way, each once: every step, a number without a gap, one file. */
export async function isWhole(count: number): Promise<void> {
	assert.deepEqual(await whatIsHalf(), []);
	const [figures] = await list(`select
		(select count(*)::int from applications.application where outcome = 'granted') as granted,
		(select count(*)::int from casework.case where class = 'application') as cases,
		(select array_agg(seq order by seq) from documents.document) as numbers,
		(select count(*)::int from documents.event where act = 'signed') as signed,
		(select count(*)::int from platform.event where type = 'documents.ready') as ready,
		(select count(*)::int from (select from applications.event where transition is not null
			group by application_id, transition having count(*) > 1) twice) as twice`);
	const numbers = Array.from({ length: count }, (_, at) => at + 1);
	const wanted = { granted: count, cases: count, numbers, signed: count, ready: count, twice: 0 };
	assert.deepEqual(figures, wanted);
}
