import type { Tx } from '#platform/db';

export type Glass = {
	pemda: string;
	id: string;
	number: string;
	caseId: string | null;
	holderPemda: string | null;
	holderOfficeId: string | null;
	askedBy: string;
	askedName: string;
	askedPost: string;
	reason: string;
	askedAt: Date;
	waitsUntil: Date;
	decidedName: string | null;
	decidedAt: Date | null;
	decision: 'approved' | 'refused' | null;
	openUntil: Date | null;
	endedAt: Date | null;
};

const columns = `pemda, id, number, case_id as "caseId", holder_pemda as "holderPemda", holder_office_id as "holderOfficeId",
	asked_by as "askedBy", asked_name as "askedName", asked_post as "askedPost", reason, asked_at as "askedAt",
	waits_until as "waitsUntil", decided_name as "decidedName", decided_at as "decidedAt", decision,
	open_until as "openUntil", ended_at as "endedAt"`;

export type NewGlass = Omit<Glass, 'decidedName' | 'decidedAt' | 'decision' | 'openUntil' | 'endedAt'>;

/** False when the same person waits for the same number already. What waited too long makes room. */
export async function insertGlass(tx: Tx, one: NewGlass): Promise<boolean> {
	await tx.query({
		name: 'casework.glass-lapsed',
		text: `update casework.break_glass set ended_at = waits_until, ended_by = 'system:casework'
			where asked_by = $1 and number = $2 and decision is null and ended_at is null and waits_until <= $3`,
		values: [one.askedBy, one.number, one.askedAt],
	});
	const { rowCount } = await tx.query({
		name: 'casework.ask-glass',
		text: `insert into casework.break_glass (pemda, id, number, case_id, holder_pemda, holder_office_id, asked_by, asked_name,
				asked_post, reason, asked_at, waits_until)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict do nothing`,
		values: [
			...[one.pemda, one.id, one.number, one.caseId, one.holderPemda, one.holderOfficeId, one.askedBy],
			...[one.askedName, one.askedPost, one.reason, one.askedAt, one.waitsUntil],
		],
	});
	return rowCount === 1;
}

export async function lockGlass(tx: Tx, pemda: string, id: string): Promise<Glass | undefined> {
	const { rows } = await tx.query<Glass>({
		name: 'casework.lock-glass',
		text: `select ${columns} from casework.break_glass where pemda = $1 and id = $2 for update`,
		values: [pemda, id],
	});
	return rows[0];
}

export async function updateDecided(
	tx: Tx,
	{ pemda, id }: { pemda: string; id: string },
	set: { by: string; name: string; at: Date; decision: 'approved' | 'refused'; openUntil: Date | null },
): Promise<void> {
	await tx.query({
		name: 'casework.decide-glass',
		text: `update casework.break_glass set decided_by = $3, decided_name = $4, decided_at = $5, decision = $6, open_until = $7
			where pemda = $1 and id = $2`,
		values: [pemda, id, set.by, set.name, set.at, set.decision, set.openUntil],
	});
}

export async function updateGlassEnded(
	tx: Tx,
	{ pemda, id }: { pemda: string; id: string },
	at: Date,
	by: string,
): Promise<void> {
	await tx.query({
		name: 'casework.end-glass',
		text: `update casework.break_glass set ended_at = $3, ended_by = $4
			where pemda = $1 and id = $2 and ended_at is null`,
		values: [pemda, id, at, by],
	});
}

/** One that somebody asked for, while it is open to them. */
export async function selectOpenGlass(
	tx: Tx,
	askedBy: string,
	id: string,
	at: Date,
): Promise<(Glass & { caseId: string }) | undefined> {
	const { rows } = await tx.query<Glass & { caseId: string }>({
		name: 'casework.open-glass',
		text: `select ${columns} from casework.break_glass
			where id = $2 and asked_by = $1 and decision = 'approved' and ended_at is null and open_until > $3 and case_id is not null`,
		values: [askedBy, id, at],
	});
	return rows[0];
}

export async function selectOwnGlass(tx: Tx, askedBy: string): Promise<Glass[]> {
	const { rows } = await tx.query<Glass>({
		name: 'casework.own-glass',
		text: `select ${columns} from casework.break_glass where asked_by = $1 order by asked_at desc limit 30`,
		values: [askedBy],
	});
	return rows;
}

/** What is about a case, of all governments with null, of some, or of single offices in them. */
export async function selectGlassOf(
	tx: Tx,
	{ all, pemda, offices }: { all: boolean; pemda: string[]; offices: string[] },
): Promise<Glass[]> {
	const { rows } = await tx.query<Glass>({
		name: 'casework.glass-of',
		text: `select ${columns} from casework.break_glass
			where case_id is not null and ($1 or holder_pemda = any ($2) or holder_office_id = any ($3::uuid[]))
			order by asked_at desc limit 100`,
		values: [all, pemda, offices],
	});
	return rows;
}
