import { createHash } from 'node:crypto';
import { type Db, db, type Tx } from '#platform/db';
import { checkFramework } from '../framework/check-framework.ts';
import type { Framework } from '../framework/framework.ts';
import { requirementsOf } from '../framework/requirements.ts';

/** Its SHA-256 over the document with keys in order: the same framework always has the same. */
export function hashOf(framework: Framework): Buffer {
	return createHash('sha256').update(canonical(framework)).digest();
}

function canonical(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
	if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
	const entries = Object.entries(value).filter(([, one]) => one !== undefined);
	entries.sort(([a], [b]) => (a < b ? -1 : 1));
	return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`).join(',')}}`;
}

/**
 * Publishes a framework and gives it to its years; answers whether it was new. Plans that are open keep theirs.
 * `again`: its years have it once more, where it was known before. What officials gave a year stays when files are loaded.
 */
export async function insertFramework(
	within: Db,
	framework: Framework,
	by: string,
	at: Date,
	again = false,
): Promise<boolean> {
	const { all, units } = requirementsOf(framework);
	const { rows } = await within.query<{ added: boolean }>({
		text: `with added as (
				insert into renaksi.framework (hash, id, document, units, documents, published_at, published_by)
				values ($1, $2, $3, $4, cardinality($7::text[]), $5, $6) on conflict (hash) do nothing returning hash
			), asked as (
				insert into renaksi.requirement (hash, id, position, area, units)
				select added.hash, r.id, r.position, r.area, r.units
				from added, unnest($7::text[], $8::text[], $9::numeric[]) with ordinality as r(id, area, units, position)
			), given as (
				insert into renaksi.adoption (year, level, at, hash, adopted_by)
				select year, level, $5, $1, $6 from unnest($10::int[]) as year, unnest($11::text[]) as level
				where (exists (select from added) or $12) and not ($6 = 'system:load' and exists (select from renaksi.adoption o
					where o.year = year and o.level = level and o.adopted_by like 'account:%'))
			)
			select exists (select from added) as added`,
		values: [
			...[hashOf(framework), framework.id, JSON.stringify(framework), units.toString(), at, by],
			all.map(({ id }) => id),
			all.map(({ area }) => area.id),
			all.map(({ units: worth }) => worth.toString()),
			...[framework.years, framework.levels, again],
		],
	});
	return rows[0]?.added ?? false;
}

const kept = new Map<string, Framework>();

/** A framework by its hash: it never changes, so it is kept in memory. */
export async function selectFramework(within: Db, hash: Buffer): Promise<Framework> {
	const key = hash.toString('hex');
	const before = kept.get(key);
	if (before) return before;
	const { rows } = await within.query<{ document: unknown }>({
		text: 'select document from renaksi.framework where hash = $1',
		values: [hash],
	});
	const { framework, faults } = checkFramework(rows[0]?.document);
	if (!framework) throw new Error(`A published framework is not what it was: ${faults[0]?.what}`);
	kept.set(key, framework);
	return framework;
}

const stands = `not exists (select from renaksi.retraction r where r.hash = a.hash and r.at >= a.at)`;

/** The framework a year begins with for a kind of government. */
export async function selectAdopted(
	year: number,
	level: string,
	within: Db = db,
): Promise<Buffer | undefined> {
	const { rows } = await within.query<{ hash: Buffer }>({
		text: `select a.hash from renaksi.adoption a where a.year = $1 and a.level = $2 and ${stands}
			order by a.at desc, a.hash limit 1`,
		values: [year, level],
	});
	return rows[0]?.hash;
}

/** The newest published framework of this name. */
export async function selectNewest(within: Db, id: string): Promise<Framework | undefined> {
	const { rows } = await within.query<{ hash: Buffer }>({
		text: 'select hash from renaksi.framework where id = $1 order by published_at desc, hash limit 1',
		values: [id],
	});
	return rows[0] && selectFramework(within, rows[0].hash);
}

export async function selectFrameworkIds(within: Db): Promise<string[]> {
	const { rows } = await within.query<{ id: string }>({
		text: 'select distinct id from renaksi.framework order by id',
	});
	return rows.map(({ id }) => id);
}

export async function selectFrameworkYears(): Promise<number[]> {
	const { rows } = await db.query<{ year: number }>({
		text: `select distinct a.year from renaksi.adoption a where ${stands} order by a.year desc`,
	});
	return rows.map(({ year }) => year);
}

/** Plans are opened beside each other; a framework is taken back while none is. */
export async function holdAdoptions(tx: Tx, how: 'shared' | 'alone'): Promise<void> {
	const shared = how === 'shared' ? '_shared' : '';
	await tx.query({ text: `select pg_advisory_xact_lock${shared}(hashtext('renaksi.adoption'))` });
}

/** Whether a framework is published and not taken back. */
export async function isPublished(within: Db, hash: Buffer): Promise<boolean> {
	const { rows } = await within.query<{ found: boolean }>({
		text: `select exists (select from renaksi.adoption a where a.hash = $1 and ${stands}) as found`,
		values: [hash],
	});
	return rows[0]?.found ?? false;
}

export async function countPlansWith(within: Db, hash: Buffer): Promise<number> {
	const { rows } = await within.query<{ count: number }>({
		text: 'select count(*)::int as count from renaksi.plan where hash = $1',
		values: [hash],
	});
	return rows[0]?.count ?? 0;
}

export async function insertRetraction(
	tx: Tx,
	one: { hash: Buffer; at: Date; by: string; reason: string },
): Promise<void> {
	await tx.query({
		text: 'insert into renaksi.retraction (hash, at, by_actor, reason) values ($1, $2, $3, $4)',
		values: [one.hash, one.at, one.by, one.reason],
	});
}
