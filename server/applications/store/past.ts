import type { Tx } from '#platform/db';
import type { Answers } from '#rules';
import { unsealNumbers } from './seal-numbers.ts';

/** Counted no further than this many: a page asks. */
const mostCounted = 10_000;

export type UseCounts = { drafts: number; running: number; sent: number };

/** Forms that are being filled in, applications under way, and all that were sent, of one service. */
export async function countUse(tx: Tx, serviceId: string): Promise<UseCounts> {
	const { rows } = await tx.query<UseCounts>({
		name: 'applications.use',
		text: `select
				(select count(*)::int from (select from applications.draft where service_id = $1 and sent is null limit $2) d) as drafts,
				(select count(*)::int from (select from applications.application where service_id = $1 and ended_at is null limit $2) r) as running,
				(select count(*)::int from (select from applications.application where service_id = $1 limit $2) s) as sent`,
		values: [serviceId, mostCounted],
	});
	return rows[0] ?? { drafts: 0, running: 0, sent: 0 };
}

export type PastRow = {
	id: string;
	number: string;
	versionHash: string;
	answers: Answers;
	findings: Answers;
	filedAt: Date;
	route: string[];
};

/** The newest of a service before one, with the states each has passed. */
export async function selectPast(
	tx: Tx,
	serviceId: string,
	before: Pick<PastRow, 'filedAt' | 'id'> | undefined,
	limit: number,
): Promise<PastRow[]> {
	const { rows } = await tx.query<PastRow>({
		name: 'applications.past',
		text: `select a.id, a.number, a.version_hash as "versionHash", a.answers, a.findings, a.filed_at as "filedAt",
				(select coalesce(array_agg(e.to_state order by e.seq), '{}') from applications.event e
					where e.pemda = a.pemda and e.application_id = a.id and e.to_state is not null) as route
			from applications.application a
			where a.service_id = $1 and a.emptied_at is null and ($2::timestamptz is null or (a.filed_at, a.id) < ($2, $3::uuid))
			order by a.filed_at desc, a.id desc limit $4`,
		values: [serviceId, before?.filedAt ?? null, before?.id ?? null, limit],
	});
	return rows.map((row) => ({
		...row,
		answers: unsealNumbers(row.answers),
		findings: unsealNumbers(row.findings),
	}));
}

/** Applications under way under another version than this one, in the order of their ids after one. */
export async function selectPinned(
	tx: Tx,
	of: { serviceId: string; hash: string; after: string | undefined; limit: number },
): Promise<{ pemda: string; id: string }[]> {
	const { rows } = await tx.query<{ pemda: string; id: string }>({
		text: `select pemda, id from applications.application
			where service_id = $1 and ended_at is null and version_hash <> $2 and ($3::uuid is null or id > $3)
			order by id limit $4`,
		values: [of.serviceId, of.hash, of.after ?? null, of.limit],
	});
	return rows;
}

/** It goes on under another version: only what a law forces. */
export async function updateVersion(
	tx: Tx,
	{ pemda, id }: { pemda: string; id: string },
	hash: string,
): Promise<void> {
	await tx.query({
		text: 'update applications.application set version_hash = $3 where pemda = $1 and id = $2',
		values: [pemda, id, hash],
	});
}
