import { type Db, db } from '#platform/db';
import type { Kbli, RiskLevel } from '../kbli.ts';

export type KbliRow = Kbli & { words: string };
export type RiskRow = {
	prefix: string;
	scale: string;
	level: RiskLevel;
	certain: boolean;
	basis: string;
	source: 'selection' | 'official';
};

const columns = 'k.code, k.title, k.title_en as "titleEn", k.about, k.synonyms, k.source';
/** How alike letters must be, of 1, for a word that was mistyped. */
const alike = 0.42;

/**
 * Classes by words as people say and mistype them, the best first: what somebody calls it exactly, then stems of
 * Indonesian, then letters; digits are the beginning of a code. Without words all, by code.
 */
export async function selectKbliByWords(q: string, limit: number): Promise<Kbli[]> {
	const { rows } = await db.query<Kbli>({
		name: 'business.search-kbli',
		text: `select ${columns} from business.kbli k
			where $1 = '' or k.stems @@ websearch_to_tsquery('pg_catalog.indonesian', $1) or word_similarity($1, k.words) >= $3
				or ($1 ~ '^[0-9]{2,5}$' and k.code like $1 || '%')
			order by case when $1 = '' then 0 else
				3 * ($1 = any (k.synonyms))::int + 4 * ts_rank(k.stems, websearch_to_tsquery('pg_catalog.indonesian', $1))
					+ word_similarity($1, k.words) + coalesce((select max(similarity($1, s)) from unnest(k.synonyms) s), 0) end desc,
				k.code
			limit $2`,
		values: [q, limit, alike],
	});
	return rows;
}

export async function selectKbli(codes: string[]): Promise<Kbli[]> {
	const { rows } = await db.query<Kbli>({
		name: 'business.kbli',
		text: `select ${columns} from business.kbli k where k.code = any ($1) order by k.code`,
		values: [codes],
	});
	return rows;
}

export async function countKbli(): Promise<{ all: number; official: number; changedAt: Date | null }> {
	const { rows } = await db.query<{ all: number; official: number; changedAt: Date | null }>({
		name: 'business.count-kbli',
		text: `select count(*)::int as all, count(*) filter (where source = 'official')::int as official,
			max(changed_at) filter (where source = 'official') as "changedAt" from business.kbli`,
	});
	return rows[0] ?? { all: 0, official: 0, changedAt: null };
}

/** Every row that says something about a code, the longest beginning first, an exact scale before '*'. */
export async function selectRisks(code: string): Promise<RiskRow[]> {
	const { rows } = await db.query<RiskRow>({
		name: 'business.risk',
		text: `select r.prefix, r.scale, r.level, r.certain, r.basis, r.source from business.risk r
			where $1 like r.prefix || '%' order by length(r.prefix) desc, r.scale = '*'`,
		values: [code],
	});
	return rows;
}

export type Written = { key: string; outcome: 'new' | 'changed' | 'same' };

/** As the owner, in one statement. What shipped gives way to the official list and never the other way round. */
export async function upsertKbli(owner: Db, rows: KbliRow[], at: Date, dry: boolean): Promise<Written[]> {
	const { rows: written } = await owner.query<Written>({
		text: `with n as (
				select n.*, k.code is null as is_new,
					(k.title, k.title_en, k.about, k.source, k.words) is distinct from (n.title, n."titleEn", n.about, n.source, n.words)
						and not (k.source = 'official' and n.source = 'selection') as is_other
				from jsonb_to_recordset($1) as n(code text, title text, "titleEn" text, about text, synonyms text[], source text,
					words text) left join business.kbli k on k.code = n.code
			), kept as (
				insert into business.kbli as k (code, title, title_en, about, synonyms, source, words, changed_at)
				select code, title, "titleEn", about, synonyms, source, words, $2 from n where (is_new or is_other) and not $3
				on conflict (code) do update set title = excluded.title, title_en = excluded.title_en, about = excluded.about,
					synonyms = excluded.synonyms, source = excluded.source, words = excluded.words, changed_at = excluded.changed_at
			)
			select code as key, case when is_new then 'new' when is_other then 'changed' else 'same' end as outcome from n`,
		values: [JSON.stringify(rows), at, dry],
	});
	return written;
}

/** As the owner, in one statement; the same precedence. */
export async function upsertRisks(owner: Db, rows: RiskRow[], at: Date, dry: boolean): Promise<Written[]> {
	const { rows: written } = await owner.query<Written>({
		text: `with n as (
				select n.*, r.prefix is null as is_new,
					(r.level, r.certain, r.basis, r.source) is distinct from (n.level, n.certain, n.basis, n.source)
						and not (r.source = 'official' and n.source = 'selection') as is_other
				from jsonb_to_recordset($1) as n(prefix text, scale text, level text, certain boolean, basis text, source text)
				left join business.risk r on r.prefix = n.prefix and r.scale = n.scale
			), kept as (
				insert into business.risk as r (prefix, scale, level, certain, basis, source, changed_at)
				select prefix, scale, level, certain, basis, source, $2 from n where (is_new or is_other) and not $3
				on conflict (prefix, scale) do update set level = excluded.level, certain = excluded.certain,
					basis = excluded.basis, source = excluded.source, changed_at = excluded.changed_at
			)
			select prefix || ' ' || scale as key,
				case when is_new then 'new' when is_other then 'changed' else 'same' end as outcome from n`,
		values: [JSON.stringify(rows), at, dry],
	});
	return written;
}
