import { type Db, db } from '#platform/db';

export type SentState = 'waiting' | 'trying' | 'token' | 'sent' | 'kept' | 'failed' | 'ended';

/** A case on its way to an office's server, or there. */
export type SentCase = {
	pemda: string;
	id: string;
	officeId: string;
	casePemda: string;
	caseId: string;
	number: string;
	round: number;
	state: SentState;
	attempts: number;
	firstTriedAt: Date | null;
	triedAt: Date | null;
	token: string | null;
	remoteId: string | null;
	remoteStatus: string | null;
	remoteNotes: string | null;
	missingSince: Date | null;
};

const columns = `pemda, id, office_id as "officeId", case_pemda as "casePemda", case_id as "caseId", number, round, state,
	attempts, first_tried_at as "firstTriedAt", tried_at as "triedAt", token, remote_id as "remoteId",
	remote_status as "remoteStatus", remote_notes as "remoteNotes", missing_since as "missingSince"`;

export type NewSending = Pick<
	SentCase,
	'pemda' | 'id' | 'officeId' | 'casePemda' | 'caseId' | 'number' | 'round'
>;

/**
 * Notes that a case is to be sent, once per office and round; one that had left the office's hands and came back goes
 * on where it stood. Returns it only when something is to be done.
 */
export async function insertSending(on: Db, sending: NewSending, at: Date): Promise<SentCase | undefined> {
	const { rows } = await on.query<SentCase>({
		name: 'open311.insert-sending',
		text: `insert into open311.sent as s (pemda, id, office_id, case_pemda, case_id, number, round, state, created_at)
			values ($1, $2, $3, $4, $5, $6, $7, 'waiting', $8)
			on conflict (pemda, office_id, case_pemda, case_id, round) do update set state = case
				when s.remote_id is not null then 'sent' when s.token is not null then 'token'
				when s.first_tried_at is not null then 'trying' else 'waiting' end
			where s.state = 'ended' and s.remote_status is distinct from 'closed'
			returning ${columns}`,
		values: [
			...[sending.pemda, sending.id, sending.officeId, sending.casePemda, sending.caseId, sending.number],
			...[sending.round, at],
		],
	});
	return rows[0];
}

export async function selectSent(pemda: string, id: string): Promise<SentCase | undefined> {
	const { rows } = await db.query<SentCase>({
		name: 'open311.sent',
		text: `select ${columns} from open311.sent where pemda = $1 and id = $2`,
		values: [pemda, id],
	});
	return rows[0];
}

/** The sending before this one, of the same case to the same office. */
export async function selectSentBefore({
	pemda,
	officeId,
	casePemda,
	caseId,
	round,
}: SentCase): Promise<SentCase | undefined> {
	const { rows } = await db.query<SentCase>({
		text: `select ${columns} from open311.sent where pemda = $1 and office_id = $2 and case_pemda = $3 and case_id = $4
			and round < $5 and remote_id is not null order by round desc limit 1`,
		values: [pemda, officeId, casePemda, caseId, round],
	});
	return rows[0];
}

/** This run may send it now: no other one is at it, or the last try was so long ago that its request is over. */
export async function claimSending(pemda: string, id: string, at: Date, overSince: Date): Promise<boolean> {
	const { rowCount } = await db.query({
		name: 'open311.claim',
		text: `update open311.sent set state = 'trying', attempts = attempts + 1, tried_at = $3,
				first_tried_at = coalesce(first_tried_at, $3)
			where pemda = $1 and id = $2 and (state = 'waiting' or (state = 'trying' and tried_at <= $4))`,
		values: [pemda, id, at, overSince],
	});
	return rowCount === 1;
}

const changeable = {
	state: 'state',
	token: 'token',
	remoteId: 'remote_id',
	remoteStatus: 'remote_status',
	remoteNotes: 'remote_notes',
	remoteUpdated: 'remote_updated',
	checkedAt: 'checked_at',
	missingSince: 'missing_since',
	lastError: 'last_error',
} as const;
export type SentChange = Partial<Record<keyof typeof changeable, string | Date | null>>;

/** Writes the given columns; names come from the list above only. */
export async function updateSent(
	on: Db,
	{ pemda, id }: { pemda: string; id: string },
	change: SentChange,
): Promise<void> {
	const values: unknown[] = [pemda, id];
	const sets = Object.entries(changeable)
		.filter(([key]) => Object.hasOwn(change, key))
		.map(([key, column]) => `${column} = $${values.push(change[key as keyof SentChange])}`); // a key of `changeable`
	await on.query({ text: `update open311.sent set ${sets.join(', ')} where pemda = $1 and id = $2`, values });
}

/** What an office's server is to be asked about, the longest unasked first. */
export async function selectToCheck(
	office: { pemda: string; officeId: string },
	checkedBefore: Date,
	limit: number,
): Promise<SentCase[]> {
	const { rows } = await db.query<SentCase>({
		name: 'open311.to-check',
		text: `select ${columns} from open311.sent where pemda = $1 and office_id = $2 and state in ('token', 'sent')
			and (checked_at is null or checked_at < $3) order by checked_at nulls first limit $4`,
		values: [office.pemda, office.officeId, checkedBefore, limit],
	});
	return rows;
}

export async function selectTakenUntil(office: {
	pemda: string;
	officeId: string;
}): Promise<Date | undefined> {
	const { rows } = await db.query<{ at: Date }>({
		name: 'open311.taken-until',
		text: 'select at from open311.taken_until where pemda = $1 and office_id = $2',
		values: [office.pemda, office.officeId],
	});
	return rows[0]?.at;
}

export async function upsertTakenUntil(
	on: Db,
	office: { pemda: string; officeId: string },
	at: Date,
): Promise<void> {
	await on.query({
		name: 'open311.take-until',
		text: `insert into open311.taken_until (pemda, office_id, at) values ($1, $2, $3)
			on conflict (pemda, office_id) do update set at = excluded.at`,
		values: [office.pemda, office.officeId, at],
	});
}
