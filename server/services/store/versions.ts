import { type Db, db } from '#platform/db';
import type { Definition } from '../definition.ts';
import type { PublishPolicy } from '../edit/publish-policy.ts';

export type NewVersion = {
	definition: Definition;
	hash: Buffer;
	at: Date;
	by: string;
	words: string;
	free: boolean;
	reach: string;
	policy?: object;
	approvedBy?: string;
};

/**
 * Publishes a version where it differs from the newest, and makes it what the catalogue shows. Returns its number, and
 * whether it is new.
 */
export async function publishVersion(
	within: Db,
	{ definition, hash, at, by, words, free, reach, policy, approvedBy }: NewVersion,
): Promise<{ version: number; isNew: boolean }> {
	const { rows } = await within.query<{ version: number; isNew: boolean }>({
		text: `with newest as (
				select v.version, v.hash from services.version v where v.service_id = $1 order by v.version desc limit 1
			), added as (
				insert into services.version (service_id, version, hash, definition, published_at, published_by, approved_by, reach, policy)
				select $1, coalesce((select version from newest), 0) + 1, $2, $3, $4, $5, $6, $7,
					coalesce($8, '{"drafts": {"way": "reconcile"}, "running": {"way": "pin"}}'::jsonb)
				where $2 is distinct from (select hash from newest)
				on conflict (service_id, version) do nothing returning version
			)
			select coalesce((select version from added), (select version from newest)) as version,
				exists (select from added) as "isNew"`,
		values: [
			...[definition.id, hash, JSON.stringify(definition), at, by, approvedBy ?? null, reach],
			policy ? JSON.stringify(policy) : null,
		],
	});
	const [row] = rows;
	if (!row) throw new Error('A version was neither published nor found');
	await keepInCatalogue(within, definition, row.version, words, free);
	return row;
}

async function keepInCatalogue(
	within: Db,
	{ id, title, summary, audience, events, provider }: Definition,
	version: number,
	words: string,
	free: boolean,
): Promise<void> {
	await within.query({
		text: `insert into services.service as s (id, version, title_id, title_en, summary_id, summary_en, audience, events,
				tier, office_function, free, words)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
			on conflict (id) do update set version = $2, title_id = $3, title_en = $4, summary_id = $5, summary_en = $6,
				audience = $7, events = $8, tier = $9, office_function = $10, free = $11, words = $12, ended_at = null
			where (s.version, s.words) is distinct from ($2, $12)`,
		values: [
			...[id, version, title.id, title.en, summary.id, summary.en, audience, events],
			...[provider.tier, provider.function, free, words],
		],
	});
}

/** As the owner: services that came from a file which is gone are no longer offered; their versions stay. */
export async function endOthers(owner: Db, ids: string[], by: string, at: Date): Promise<void> {
	await owner.query({
		text: `update services.service s set ended_at = $3 where s.ended_at is null and s.id <> all($1)
			and exists (select from services.version v where v.service_id = s.id and v.version = s.version and v.published_by = $2)`,
		values: [ids, by, at],
	});
}

/** As the owner: the last version of each service, and whether one with this hash was ever published. */
export async function selectLast(
	owner: Db,
	id: string,
	hash: Buffer,
): Promise<{ definition: unknown; publishedBy: string; isKnown: boolean } | undefined> {
	const { rows } = await owner.query<{ definition: unknown; publishedBy: string; isKnown: boolean }>({
		text: `select v.definition, v.published_by as "publishedBy",
				exists (select from services.version o where o.service_id = $1 and o.hash = $2) as "isKnown"
			from services.version v where v.service_id = $1 order by v.version desc limit 1`,
		values: [id, hash],
	});
	return rows[0];
}

export type ServiceLine = {
	id: string;
	title: string;
	summary: string;
	audience: string[];
	events: string[];
	tier: 'province' | 'regency';
	officeFunction: string;
	free: boolean;
};

export type ServiceFilter = {
	lang: 'id' | 'en';
	q?: string | undefined;
	audience?: string | undefined;
	event?: string | undefined;
};

/** How alike letters must be, of 1, for a word that was mistyped. */
const alike = 0.45;

/** Offered services; with words the best first, by stems of Indonesian and by letters, else by title. */
export async function selectServices({ lang, q, audience, event }: ServiceFilter): Promise<ServiceLine[]> {
	const { rows } = await db.query<ServiceLine>({
		name: `services.list ${lang}`,
		text: `select s.id, s.title_${lang} as title, s.summary_${lang} as summary, s.audience, s.events, s.tier,
				s.office_function as "officeFunction", s.free
			from services.service s
			where s.ended_at is null and ($2::text is null or $2 = any (s.audience)) and ($3::text is null or $3 = any (s.events))
				and ($1 = '' or s.stems @@ websearch_to_tsquery('pg_catalog.indonesian', $1) or word_similarity($1, s.words) >= $4)
			order by case when $1 = '' then 0 else
					ts_rank(s.stems, websearch_to_tsquery('pg_catalog.indonesian', $1)) * 4 + word_similarity($1, s.words) end desc,
				s.title_${lang} collate "id-x-icu", s.id
			limit 300`,
		values: [(q ?? '').trim().toLowerCase(), audience ?? null, event ?? null, alike],
	});
	return rows;
}

type StoredVersion = { version: number; hash: string; definition: unknown; publishedAt: Date };
const versionColumns = `v.version, encode(v.hash, 'hex') as hash, v.definition, v.published_at as "publishedAt"`;

export async function selectNewest(id: string): Promise<StoredVersion | undefined> {
	const { rows } = await db.query<StoredVersion>({
		name: 'services.newest',
		text: `select ${versionColumns} from services.service s
			join services.version v on v.service_id = s.id and v.version = s.version where s.id = $1 and s.ended_at is null`,
		values: [id],
	});
	return rows[0];
}

export async function selectVersion(
	which: string | { serviceId: string; version: number },
): Promise<StoredVersion | undefined> {
	const { rows } = await db.query<StoredVersion>(
		typeof which === 'string'
			? {
					name: 'services.version by hash',
					text: `select ${versionColumns} from services.version v where v.hash = decode($1, 'hex') order by v.version limit 1`,
					values: [which],
				}
			: {
					name: 'services.version by number',
					text: `select ${versionColumns} from services.version v where v.service_id = $1 and v.version = $2`,
					values: [which.serviceId, which.version],
				},
	);
	return rows[0];
}

/** The policies of the versions after the last one with this hash. */
export async function selectAfter(hash: string): Promise<PublishPolicy[]> {
	const { rows } = await db.query<{ policy: PublishPolicy }>({
		name: 'services.versions after',
		text: `with own as (select service_id, max(version) as version from services.version
				where hash = decode($1, 'hex') group by service_id)
			select v.policy from services.version v join own on own.service_id = v.service_id and v.version > own.version`,
		values: [hash],
	});
	return rows.map(({ policy }) => policy);
}
