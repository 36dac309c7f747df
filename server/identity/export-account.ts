import { db } from '#platform/db';
import type { Resident } from './actor.ts';

/** What this room holds about a resident, for their own copy: nothing that would let anybody sign in. */
export async function exportAccount(resident: Resident): Promise<object> {
	const { rows } = await db.query<{ account: object }>({
		name: 'identity.export',
		text: `select json_build_object(
				'id', a.id, 'name', a.name, 'language', a.lang, 'level', a.level, 'createdAt', a.created_at,
				'contacts', (select coalesce(json_agg(json_build_object('kind', c.kind, 'address', c.address, 'since', c.since,
					'removedAt', c.removed_at) order by c.since), '[]') from identity.contact c where c.account_id = a.id),
				'passkeys', (select coalesce(json_agg(json_build_object('name', p.name, 'addedAt', p.added_at, 'usedAt', p.used_at,
					'removedAt', p.removed_at) order by p.added_at), '[]') from identity.passkey p where p.account_id = a.id),
				'sessions', (select coalesce(json_agg(json_build_object('device', s.device, 'from', s.origin,
					'startedAt', s.started_at, 'seenAt', s.seen_at, 'endedAt', s.revoked_at) order by s.started_at), '[]')
					from identity.session s where s.account_id = a.id)) as account
			from identity.account a where a.id = $1`,
		values: [resident.accountId],
	});
	return rows[0]?.account ?? {};
}
