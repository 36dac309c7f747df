import type { Tx } from '#platform/db';
import type { CaseState } from '../case.ts';

export type OpenCustody = {
	id: string;
	pemda: string;
	officeId: string;
	state: 'offered' | 'held';
	assigneeId: string | null;
	offeredAt: Date;
	reason: string;
};

/** Who holds the case and to whom it is offered: at most one of each. */
export async function selectOpenCustody(tx: Tx, caseId: string): Promise<OpenCustody[]> {
	const { rows } = await tx.query<OpenCustody>({
		name: 'casework.open-custody',
		text: `select id, pemda, office_id as "officeId", state, assignee_id as "assigneeId", offered_at as "offeredAt", reason
			from casework.custody where case_id = $1 and ended_at is null`,
		values: [caseId],
	});
	return rows;
}

export type NewCustody = {
	id: string;
	pemda: string;
	officeId: string;
	casePemda: string;
	caseId: string;
	state: 'offered' | 'held';
	from: { pemda: string; officeId: string } | null;
	reason: string;
	at: Date;
	by: string;
	dueAt: Date;
};

export async function insertCustody(tx: Tx, custody: NewCustody): Promise<void> {
	const decided = custody.state === 'held';
	await tx.query({
		name: 'casework.add-custody',
		text: `insert into casework.custody (pemda, id, case_pemda, case_id, office_id, state, from_pemda, from_office_id, reason,
				offered_at, offered_by, decided_at, decided_by, due_at)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
		values: [
			...[custody.pemda, custody.id, custody.casePemda, custody.caseId, custody.officeId, custody.state],
			...[
				custody.from?.pemda ?? null,
				custody.from?.officeId ?? null,
				custody.reason,
				custody.at,
				custody.by,
			],
			...[decided ? custody.at : null, decided ? custody.by : null, custody.dueAt],
		],
	});
}

export type CustodyEnd = {
	state: 'refused' | 'lapsed' | 'passed' | 'ended';
	at: Date;
	by: string;
	refusal?: string;
};

export async function endCustody(tx: Tx, pemda: string, id: string, end: CustodyEnd): Promise<void> {
	await tx.query({
		name: 'casework.end-custody',
		text: `update casework.custody set state = $3, ended_at = $4, refusal = coalesce($6, refusal),
				decided_at = coalesce(decided_at, $4), decided_by = coalesce(decided_by, $5)
			where pemda = $1 and id = $2`,
		values: [pemda, id, end.state, end.at, end.by, end.refusal ?? null],
	});
}

export async function holdCustody(tx: Tx, pemda: string, id: string, at: Date, by: string): Promise<void> {
	await tx.query({
		name: 'casework.hold-custody',
		text: "update casework.custody set state = 'held', decided_at = $3, decided_by = $4 where pemda = $1 and id = $2",
		values: [pemda, id, at, by],
	});
}

export async function setAssignee(
	tx: Tx,
	pemda: string,
	id: string,
	accountId: string | null,
): Promise<void> {
	await tx.query({
		name: 'casework.assign',
		text: 'update casework.custody set assignee_id = $3 where pemda = $1 and id = $2',
		values: [pemda, id, accountId],
	});
}

/** What was offered and not decided is void. */
export async function endOffers(tx: Tx, caseId: string, at: Date): Promise<void> {
	await tx.query({
		name: 'casework.end-offers',
		text: "update casework.custody set state = 'ended', ended_at = $2 where case_id = $1 and state = 'offered'",
		values: [caseId, at],
	});
}

/** The case is over: whoever held it or was asked to is free of it. */
export async function endAllCustody(tx: Tx, caseId: string, at: Date): Promise<void> {
	await tx.query({
		name: 'casework.end-all-custody',
		text: "update casework.custody set state = 'ended', ended_at = $2 where case_id = $1 and ended_at is null",
		values: [caseId, at],
	});
}

/** What ended at this moment is as it was before, offers too. */
export async function restoreCustody(tx: Tx, caseId: string, endedAt: Date): Promise<void> {
	await tx.query({
		name: 'casework.restore-custody',
		text: `update casework.custody set state = case when decided_at is null then 'offered' else 'held' end, ended_at = null
			where case_id = $1 and state = 'ended' and ended_at = $2`,
		values: [caseId, endedAt],
	});
}

/** A case that lives again goes back to the office that held it last; an offer that was open then stays void. */
export async function reviveCustody(tx: Tx, state: CaseState): Promise<void> {
	await tx.query({
		name: 'casework.revive-custody',
		text: `update casework.custody set state = 'held', ended_at = null where (pemda, id) = (
			select pemda, id from casework.custody where case_id = $1 and pemda = $2 and office_id = $3 and state = 'ended'
				and decided_at is not null order by ended_at desc limit 1)`,
		values: [state.id, state.holderPemda, state.holderOfficeId],
	});
}
