import { createHash, randomBytes } from 'node:crypto';
import { startDraft } from '#applications';
import { findActor, type Resident, sessionCookie } from '#identity';
import { migratorDb } from '#platform/db';
import { newId } from '#platform/ids';
import { publishSixty, sixtyAnswers } from './form-of-sixty.ts';
import { busiest } from './load/service-spots.ts';

const region = '12.71';
const origin = '127.0.0.0/24';

export type Applicant = { accountId: string; cookie: string; token: string };

/** Somebody signed in, sure enough for any form. */
export async function seatApplicant(): Promise<Applicant> {
	const accountId = newId();
	const token = randomBytes(32).toString('base64url');
	await migratorDb.query({
		text: `with account as (insert into identity.account (id, kind, name, level, created_by)
				values ($1, 'resident', 'Siti Rekaan', 'verified', 'system:bench'))
			insert into identity.session (id, account_id, token_hash, device, origin, started_at, seen_at, ends_at, factors, fresh_at)
			values ($2, $1, $3, 'bench', $4, now(), now(), now() + interval '8 hours', '{code}', now())`,
		values: [accountId, newId(), createHash('sha256').update(token).digest(), origin],
	});
	return { accountId, token, cookie: `${sessionCookie(false)}=${token}` };
}

export async function actorOf({ token }: Applicant): Promise<Resident> {
	const actor = await findActor(token, origin);
	if (actor?.kind !== 'resident') throw new Error('A session that was just made is not there');
	return actor;
}

/** Forms of sixty fields, all filled in and not sent. The row is the platform's own, but for its answers. */
export async function prepareDrafts(
	of: Applicant,
	count: number,
): Promise<{ serviceId: string; ids: string[] }> {
	const { id: serviceId, hash } = await publishSixty();
	const like = await startDraft(await actorOf(of), { serviceId: busiest, region });
	const ids = Array.from({ length: count }, newId);
	await migratorDb.query({
		text: `insert into applications.draft (id, owner_kind, owner_id, owner_name, filler_id, channel, service_id, version_hash,
				region, answers, known, started_at, changed_at, ends_at)
			select n, d.owner_kind, d.owner_id, d.owner_name, d.filler_id, d.channel, $3, $4, d.region, $5, d.known,
				d.started_at, d.changed_at, d.ends_at
			from applications.draft d, unnest($2::uuid[]) as n where d.id = $1`,
		values: [like.id, ids, serviceId, hash, JSON.stringify(sixtyAnswers)],
	});
	await migratorDb.query({ text: 'delete from applications.draft where id = $1', values: [like.id] });
	return { serviceId, ids };
}

/** How many of these were sent by now. */
export async function countSent(ids: string[]): Promise<number> {
	const { rows } = await migratorDb.query<{ sent: number }>({
		text: 'select count(*)::int as sent from applications.draft where id = any ($1) and sent is not null',
		values: [ids],
	});
	return rows[0]?.sent ?? 0;
}
