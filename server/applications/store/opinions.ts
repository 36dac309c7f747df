import type { Tx } from '#platform/db';

export type Opinion = {
	pemda: string;
	id: string;
	applicationId: string;
	seq: number;
	state: string;
	branch: string;
	officePemda: string;
	officeId: string;
	askedAt: Date;
	dueAt: Date;
	verdict: 'agree' | 'object' | null;
	reason: string;
	decidedAt: Date | null;
	decidedBy: string | null;
	decidedName: string | null;
	lateAt: Date | null;
	endedAt: Date | null;
};

const columns = `pemda, id, application_id as "applicationId", seq, state, branch, office_pemda as "officePemda",
	office_id as "officeId", asked_at as "askedAt", due_at as "dueAt", verdict, reason, decided_at as "decidedAt",
	decided_by as "decidedBy", decided_name as "decidedName", late_at as "lateAt", ended_at as "endedAt"`;

type NewOpinion = Pick<
	Opinion,
	| 'pemda'
	| 'id'
	| 'applicationId'
	| 'seq'
	| 'state'
	| 'branch'
	| 'officePemda'
	| 'officeId'
	| 'askedAt'
	| 'dueAt'
>;

export async function insertOpinion(tx: Tx, one: NewOpinion): Promise<void> {
	await tx.query({
		name: 'applications.ask-opinion',
		text: `insert into applications.opinion (pemda, id, application_id, seq, state, branch, office_pemda, office_id,
				asked_at, due_at)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		values: [
			...[one.pemda, one.id, one.applicationId, one.seq, one.state, one.branch],
			...[one.officePemda, one.officeId, one.askedAt, one.dueAt],
		],
	});
}

export async function selectOpinions(tx: Tx, pemda: string, applicationId: string): Promise<Opinion[]> {
	const { rows } = await tx.query<Opinion>({
		name: 'applications.opinions',
		text: `select ${columns} from applications.opinion where pemda = $1 and application_id = $2 order by seq, branch`,
		values: [pemda, applicationId],
	});
	return rows;
}

export async function decideOpinion(
	tx: Tx,
	{ pemda, id }: Pick<Opinion, 'pemda' | 'id'>,
	said: { verdict: 'agree' | 'object'; reason: string; at: Date; by: string; name: string },
): Promise<void> {
	await tx.query({
		name: 'applications.give-opinion',
		text: `update applications.opinion set verdict = $3, reason = $4, decided_at = $5, decided_by = $6, decided_name = $7
			where pemda = $1 and id = $2`,
		values: [pemda, id, said.verdict, said.reason, said.at, said.by, said.name],
	});
}

export async function moveOpinion(
	tx: Tx,
	{ pemda, id }: Pick<Opinion, 'pemda' | 'id'>,
	officeId: string,
): Promise<void> {
	await tx.query({
		name: 'applications.delegate-opinion',
		text: 'update applications.opinion set office_id = $3 where pemda = $1 and id = $2',
		values: [pemda, id, officeId],
	});
}

export async function markOpinionLate(tx: Tx, pemda: string, id: string, at: Date): Promise<void> {
	await tx.query({
		name: 'applications.late-opinion',
		text: 'update applications.opinion set late_at = $3 where pemda = $1 and id = $2',
		values: [pemda, id, at],
	});
}

/** The state is left: what was not said is not needed any more. */
export async function endOpinions(tx: Tx, pemda: string, applicationId: string, at: Date): Promise<void> {
	await tx.query({
		name: 'applications.end-opinions',
		text: `update applications.opinion set ended_at = $3
			where pemda = $1 and application_id = $2 and decided_at is null and ended_at is null`,
		values: [pemda, applicationId, at],
	});
}

export type Recusal = { opinionId: string; accountId: string; reason: string; at: Date };

export async function insertRecusal(tx: Tx, pemda: string, one: Recusal): Promise<boolean> {
	const { rowCount } = await tx.query({
		name: 'applications.recuse',
		text: `insert into applications.recusal (pemda, opinion_id, account_id, reason, at) values ($1, $2, $3, $4, $5)
			on conflict do nothing`,
		values: [pemda, one.opinionId, one.accountId, one.reason, one.at],
	});
	return rowCount === 1;
}

export async function selectRecusals(tx: Tx, pemda: string, opinionIds: string[]): Promise<Recusal[]> {
	const { rows } = await tx.query<Recusal>({
		name: 'applications.recusals',
		text: `select opinion_id as "opinionId", account_id as "accountId", reason, at from applications.recusal
			where pemda = $1 and opinion_id = any ($2)`,
		values: [pemda, opinionIds],
	});
	return rows;
}
