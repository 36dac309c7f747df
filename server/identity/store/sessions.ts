import { type Db, db, type Tx } from '#platform/db';
import { announce } from '#platform/events';
import type { Factor, Holding, Level, Represented } from '../actor.ts';
import { installation } from '../note.ts';
import { heldToday } from './held-today.ts';

export type FoundSession = ({ kind: 'officer'; name: string } | { kind: 'resident'; name: string | null }) & {
	sessionId: string;
	seenAt: Date;
	accountId: string;
	lang: 'id' | 'en';
	factors: Factor[];
	freshAt: Date;
	isOperator: boolean;
	mustChange: boolean | null;
	/** From when posts give nothing without a second factor. */
	secondFactorFrom: string;
	level: Level;
	actsFor: Represented | null;
	/** What the account may do changed since the session's secret was made. */
	rightsChanged: boolean;
	held: Pick<Holding, 'pemda' | 'postId' | 'acting' | 'lentBy'>[];
};

/** Who is behind a session's secret today, with the posts they hold: one round trip, no write. */
export async function selectSession(
	tokenHash: Buffer,
	at: Date,
	idleHours: number,
): Promise<FoundSession | undefined> {
	const { rows } = await db.query<FoundSession>({
		name: 'identity.session',
		text: `select s.id as "sessionId", s.seen_at as "seenAt", a.id as "accountId", a.kind, a.name,
				a.lang, s.factors, s.fresh_at as "freshAt", a.is_operator as "isOperator", c.must_change as "mustChange", a.level,
				coalesce(a.rights_at > s.started_at, false) as "rightsChanged",
				(select r.value from identity.rule r where r.code = 'second-factor-from' order by r.set_at desc limit 1) as "secondFactorFrom",
				case when s.acting_until > $2 then s.acting_for end as "actsFor",
				${heldToday} as held
			from identity.session s
			join identity.account a on a.id = s.account_id
			left join identity.credential c on c.account_id = a.id
			where s.token_hash = $1 and s.revoked_at is null and s.ends_at > $2
				and s.seen_at > $2 - make_interval(secs => $3 * 3600) and a.suspended_at is null`,
		values: [tokenHash, at, idleHours],
	});
	return rows[0];
}

/** Of several requests at once one writes. */
export async function touchSession(id: string, at: Date): Promise<void> {
	await db.query({
		name: 'identity.touch',
		text: "update identity.session set seen_at = $2 where id = $1 and seen_at < $2::timestamptz - interval '1 minute'",
		values: [id, at],
	});
}

export type SessionRow = {
	id: string;
	accountId: string;
	tokenHash: Buffer;
	device: string;
	origin: string;
	at: Date;
	endsAt: Date;
	factors: Factor[];
};

export async function insertSession(tx: Tx, session: SessionRow): Promise<void> {
	const { id, accountId, tokenHash, device, origin, at, endsAt, factors } = session;
	await tx.query({
		name: 'identity.start-session',
		text: `insert into identity.session (id, account_id, token_hash, device, origin, started_at, seen_at, fresh_at, ends_at, factors)
			values ($1, $2, $3, $4, $5, $6, $6, $6, $7, $8)`,
		values: [id, accountId, tokenHash, device, origin, at, endsAt, factors],
	});
}

/** `freshAt`: now where a factor was shown, null where none was and it stays as it is. */
type Renewed = Pick<SessionRow, 'id' | 'tokenHash' | 'factors' | 'at'> & { freshAt: Date | null };

/** Another session in the place of one, which ends. When the new one ends at the latest; undefined when the old had ended. */
export async function insertRenewed(
	tx: Tx,
	old: string,
	{ id, tokenHash, factors, at, freshAt }: Renewed,
): Promise<Date | undefined> {
	const { rows } = await tx.query<{ endsAt: Date }>({
		name: 'identity.renew-session',
		text: `with old as (update identity.session set revoked_at = $5 where id = $1 and revoked_at is null
				returning account_id, device, origin, ends_at, acting_for, acting_until, fresh_at)
			insert into identity.session (id, account_id, token_hash, device, origin, started_at, seen_at, fresh_at, ends_at, factors,
				acting_for, acting_until)
			select $2, account_id, $3, device, origin, $5, $5, coalesce($6, fresh_at), ends_at, $4, acting_for, acting_until from old
			returning ends_at as "endsAt"`,
		values: [old, id, tokenHash, factors, at, freshAt],
	});
	if (rows[0]) await announce(tx, 'identity.session-renewed', installation, { from: old, to: id });
	return rows[0]?.endsAt;
}

export type SessionLine = { id: string; device: string; origin: string; startedAt: Date; seenAt: Date };

export async function selectSessionsOf(
	accountId: string,
	at: Date,
	idleHours: number,
): Promise<SessionLine[]> {
	const { rows } = await db.query<SessionLine>({
		name: 'identity.sessions',
		text: `select id, device, origin, started_at as "startedAt", seen_at as "seenAt" from identity.session
			where account_id = $1 and revoked_at is null and ends_at > $2
				and seen_at > $2 - make_interval(secs => $3 * 3600)
			order by seen_at desc limit 100`,
		values: [accountId, at, idleHours],
	});
	return rows;
}

/** Ends one session, or with `keep` all but that one, and says so (`identity.sessions-ended`). Returns how many. */
export async function revokeSessions(
	tx: Tx,
	accountId: string,
	at: Date,
	which: { only: string } | { keep: string | null },
): Promise<number> {
	const [only, keep] = 'only' in which ? [which.only, null] : [null, which.keep];
	const { rows } = await tx.query<{ id: string }>({
		name: 'identity.revoke',
		text: `update identity.session set revoked_at = $2 where account_id = $1 and revoked_at is null
			and ($3::uuid is null or id = $3) and ($4::uuid is null or id <> $4) returning id`,
		values: [accountId, at, only, keep],
	});
	const sessionIds = rows.map(({ id }) => id);
	if (rows.length > 0) await announce(tx, 'identity.sessions-ended', installation, { accountId, sessionIds });
	return rows.length;
}

/** As the owner: sessions and set-up links that ended before a moment. */
export async function deleteEnded(owner: Db, before: Date): Promise<number> {
	const { rows } = await owner.query<{ removed: number }>({
		text: `with sessions as (delete from identity.session where ends_at < $1 returning 1),
				links as (delete from identity.setup_token where ends_at < $1 returning 1)
			select (select count(*) from sessions) + (select count(*) from links) as removed`,
		values: [before],
	});
	return rows[0]?.removed ?? 0;
}
