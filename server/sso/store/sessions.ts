import type { AdapterPayload } from 'oidc-provider';
import { db, type Tx } from '#platform/db';

export type SessionRow = {
	hash: Buffer;
	uid: string;
	accountId: string | null;
	portalSession: string | null;
	payload: string;
	endsAt: Date;
};

/** The row of a session moves to its new secret; the session at the portal is kept where none is told. */
export async function upsertSession(row: SessionRow): Promise<void> {
	await db.query({
		name: 'sso.put-session',
		text: `insert into sso.session (hash, uid, account_id, portal_session, payload, ends_at) values ($1, $2, $3, $4, $5, $6)
			on conflict (uid) do update set hash = excluded.hash, account_id = excluded.account_id, payload = excluded.payload,
				portal_session = coalesce(excluded.portal_session, sso.session.portal_session), ends_at = excluded.ends_at`,
		values: [row.hash, row.uid, row.accountId, row.portalSession, row.payload, row.endsAt],
	});
}

export async function selectSession(hash: Buffer): Promise<AdapterPayload | undefined> {
	const { rows } = await db.query<{ payload: AdapterPayload }>({
		name: 'sso.session',
		text: 'select payload from sso.session where hash = $1',
		values: [hash],
	});
	return rows[0]?.payload;
}

export async function selectSessionByUid(uid: string): Promise<AdapterPayload | undefined> {
	const { rows } = await db.query<{ payload: AdapterPayload }>({
		name: 'sso.session-by-uid',
		text: 'select payload from sso.session where uid = $1',
		values: [uid],
	});
	return rows[0]?.payload;
}

export async function deleteSession(hash: Buffer): Promise<void> {
	await db.query({
		name: 'sso.end-session',
		text: 'delete from sso.session where hash = $1',
		values: [hash],
	});
}

/** A session that ended, and who must hear of it: app → how the app calls the session. */
export type EndedSession = {
	subject: string;
	apps: { clientId: string; sid: string | null; keeps: boolean }[];
};

type Which = { portalSessions: string[] } | { uid: string } | { accountId: string };

/** Ends sessions with the tokens that hang on them; an app that may keep its tokens without a session keeps them. */
export async function deleteSessions(tx: Tx, which: Which): Promise<EndedSession[]> {
	const portal = 'portalSessions' in which ? which.portalSessions : null;
	const uid = 'uid' in which ? which.uid : null;
	const account = 'accountId' in which ? which.accountId : null;
	const { rows } = await tx.query<{ payload: SessionPayload }>({
		name: 'sso.end-sessions',
		text: `with gone as (
				delete from sso.session where ($1::uuid[] is not null and portal_session = any ($1))
					or ($2::text is not null and uid = $2) or ($3::uuid is not null and account_id = $3)
				returning uid, payload),
			tokens as (delete from sso.token t using gone where t.session_uid = gone.uid and (t.payload ->> 'expiresWithSession') = 'true')
			select payload from gone`,
		values: [portal, uid, account],
	});
	return rows.map(({ payload }) => ({
		subject: payload.accountId ?? '',
		apps: Object.entries(payload.authorizations ?? {}).map(([clientId, one]) => ({
			clientId,
			sid: one.sid ?? null,
			keeps: one.persistsLogout === true,
		})),
	}));
}

type SessionPayload = {
	accountId?: string;
	authorizations?: Record<string, { sid?: string; grantId?: string; persistsLogout?: boolean }>;
};

/** The same person at the portal under a new session. */
export async function moveSession(tx: Tx, from: string, to: string): Promise<void> {
	await tx.query({
		name: 'sso.move-session',
		text: 'update sso.session set portal_session = $2 where portal_session = $1',
		values: [from, to],
	});
}
