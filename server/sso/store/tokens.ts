import type { AdapterPayload } from 'oidc-provider';
import { db } from '#platform/db';

/** A token as it is kept: by the hash of its secret. */
export type TokenRow = {
	hash: Buffer;
	kind: string;
	givenId: string | null;
	sessionUid: string | null;
	payload: string;
	userCode: Buffer | null;
	endsAt: Date;
};

/** What belongs to a token is found with it: one round trip answers whether it still means anything. */
export type FoundToken = {
	kind: string;
	payload: AdapterPayload;
	consumedAt: Date | null;
	given: AdapterPayload | null;
	session: AdapterPayload | null;
	sessionUid: string | null;
};

export async function selectToken(hash: Buffer): Promise<FoundToken | undefined> {
	const { rows } = await db.query<FoundToken>({
		name: 'sso.token',
		text: `select t.kind, t.payload, t.consumed_at as "consumedAt", t.session_uid as "sessionUid",
				g.payload as given, s.payload as session
			from sso.token t
			left join sso.given g on g.id = t.given_id
			left join sso.session s on s.uid = t.session_uid
			where t.hash = $1`,
		values: [hash],
	});
	return rows[0];
}

export async function selectByUserCode(userCode: Buffer): Promise<FoundToken | undefined> {
	const { rows } = await db.query<FoundToken>({
		name: 'sso.by-user-code',
		text: `select t.kind, t.payload, t.consumed_at as "consumedAt", t.session_uid as "sessionUid",
				null::json as given, null::json as session
			from sso.token t where t.user_code = $1`,
		values: [userCode],
	});
	return rows[0];
}

/** What was decided about a device that waits, once: false when somebody had decided, or its time is over. */
export async function decideWaiting(
	userCode: Buffer,
	decision: { answer: object; givenId: string | null; at: Date },
): Promise<boolean> {
	const { rowCount } = await db.query({
		name: 'sso.decide-device',
		text: `update sso.token set payload = (payload::jsonb || $2::jsonb)::json, given_id = $3
			where user_code = $1 and ends_at > $4 and payload ->> 'accountId' is null and payload ->> 'error' is null`,
		values: [userCode, JSON.stringify(decision.answer), decision.givenId, decision.at],
	});
	return rowCount === 1;
}

/** Written once and read often, and worth little: `isSoft` ones do not wait for the disk. */
export async function upsertToken(row: TokenRow, isSoft: boolean): Promise<void> {
	const soft = isSoft ? 'with soft as (select sso.soft_commit()) ' : '';
	await db.query({
		name: isSoft ? 'sso.add-token' : 'sso.put-token',
		text: `${soft}insert into sso.token (hash, kind, given_id, session_uid, payload, user_code, ends_at)
			${isSoft ? 'select $1, $2, $3, $4, $5::json, $6, $7::timestamptz from soft' : 'values ($1, $2, $3, $4, $5, $6, $7)'}
			on conflict (hash) do update set given_id = excluded.given_id, session_uid = excluded.session_uid,
				payload = excluded.payload, ends_at = excluded.ends_at`,
		values: [row.hash, row.kind, row.givenId, row.sessionUid, row.payload, row.userCode, row.endsAt],
	});
}

/** Of several uses at once one wins: false for the others. */
export async function consumeToken(hash: Buffer, at: Date): Promise<{ given: string | null } | undefined> {
	const { rows } = await db.query<{ given: string | null }>({
		name: 'sso.consume',
		text: 'update sso.token set consumed_at = $2 where hash = $1 and consumed_at is null returning given_id as given',
		values: [hash, at],
	});
	return rows[0];
}

export async function selectGivenOf(hash: Buffer): Promise<string | null> {
	const { rows } = await db.query<{ given: string | null }>({
		name: 'sso.given-of',
		text: 'select given_id as given from sso.token where hash = $1',
		values: [hash],
	});
	return rows[0]?.given ?? null;
}

export async function deleteToken(hash: Buffer): Promise<void> {
	await db.query({ name: 'sso.end-token', text: 'delete from sso.token where hash = $1', values: [hash] });
}

/** Everything that came of one permission ends with it. */
export async function deleteFamily(givenId: string): Promise<void> {
	await db.query({
		name: 'sso.end-family',
		text: 'with t as (delete from sso.token where given_id = $1) delete from sso.given where id = $1',
		values: [givenId],
	});
}

/** Tokens of one kind that came of a permission. */
export async function deleteTokensOf(givenId: string, kind: string): Promise<void> {
	await db.query({
		name: 'sso.end-tokens',
		text: 'delete from sso.token where given_id = $1 and kind = $2',
		values: [givenId, kind],
	});
}
