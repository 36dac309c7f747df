import type { AdapterPayload } from 'oidc-provider';
import { type Db, db } from '#platform/db';

export type PassingRow = { hash: Buffer; kind: string; payload: string; endsAt: Date };

export async function upsertPassing({ hash, kind, payload, endsAt }: PassingRow): Promise<void> {
	await db.query({
		name: 'sso.put-passing',
		text: `insert into sso.passing (hash, kind, payload, ends_at) values ($1, $2, $3, $4)
			on conflict (hash) do update set payload = excluded.payload, ends_at = excluded.ends_at`,
		values: [hash, kind, payload, endsAt],
	});
}

export async function selectPassing(
	hash: Buffer,
	kind: string,
): Promise<{ payload: AdapterPayload; consumedAt: Date | null } | undefined> {
	const { rows } = await db.query<{ payload: AdapterPayload; consumedAt: Date | null }>({
		name: 'sso.passing',
		text: 'select payload, consumed_at as "consumedAt" from sso.passing where hash = $1 and kind = $2',
		values: [hash, kind],
	});
	return rows[0];
}

/** Of several uses at once one wins. */
export async function consumePassing(hash: Buffer, at: Date): Promise<boolean> {
	const { rowCount } = await db.query({
		name: 'sso.consume-passing',
		text: 'update sso.passing set consumed_at = $2 where hash = $1 and consumed_at is null',
		values: [hash, at],
	});
	return rowCount === 1;
}

export async function deletePassing(hash: Buffer): Promise<void> {
	await db.query({
		name: 'sso.end-passing',
		text: 'delete from sso.passing where hash = $1',
		values: [hash],
	});
}

/** As the owner: what ended before a moment, some thousand rows at a time. Returns how many went. */
export async function deleteEnded(owner: Db, before: Date, atMost: number): Promise<number> {
	const { rows } = await owner.query<{ removed: number }>({
		text: `with ${['token', 'passing', 'session', 'given'].map(sweep).join(', ')}
			select (select count(*) from token) + (select count(*) from passing) + (select count(*) from session)
				+ (select count(*) from given) as removed`,
		values: [before, atMost],
	});
	return rows[0]?.removed ?? 0;
}

function sweep(table: string): string {
	const key = table === 'given' ? 'id' : 'hash';
	return `${table} as (delete from sso.${table} where ${key} = any (array(
		select ${key} from sso.${table} where ends_at < $1 order by ends_at limit $2)) returning 1)`;
}
