import { db } from '#platform/db';
import type { Spelling } from '../search-key.ts';

type Wanted = { pemda?: string; levels?: number[]; level: number | undefined; limit: number };

/**
 * Candidates are names and aliases that are the same, and the nearest few of each spelling by two trigram indexes: these
 * (as words and run together), and for several words names with their surroundings. What counts: the whole name, then its words, then
 * words shared with where it lies; a larger place wins a little, a kind that was named ('kec', 'desa') more.
 */
export async function selectByName(
	spellings: Spelling[],
	wanted: Wanted,
): Promise<{ code: string; score: number }[]> {
	const { rows } = await db.query<{ code: string; score: number }>({
		name: 'regions.search',
		text: searchSql,
		values: [
			spellings.map((spelling) => spelling.key),
			spellings.map((spelling) => spelling.words),
			wanted.pemda ?? null,
			wanted.levels ?? null,
			wanted.level ?? null,
			wanted.limit,
		],
	});
	return rows;
}

const searchSql = `
with asked as (
	select key, words, n, string_to_array(words, ' ') as single
	from unnest($1::text[], $2::text[]) with ordinality as a(key, words, n)
), near as (
	select a.n, r.code from asked a join regions.region r on r.key = a.key
	where r.active and ($3::text is null or r.pemda = $3) and ($4::int[] is null or r.level = any ($4))
	union
	select a.n, r.code from asked a join regions.region r on r.own like '%|' || a.words || '|%'
	where r.active and ($3::text is null or r.pemda = $3) and ($4::int[] is null or r.level = any ($4))
	union
	select a.n, c.code from (select n, words as text from asked union select n, key from asked) a cross join lateral (
		select r.code from regions.region r
		where r.active and ($3::text is null or r.pemda = $3) and ($4::int[] is null or r.level = any ($4))
		order by a.text <<-> r.own limit 20) c
	union
	select a.n, c.code from asked a cross join lateral (
		select r.code from regions.region r
		where r.active and ($3::text is null or r.pemda = $3) and ($4::int[] is null or r.level = any ($4))
		order by a.words <<-> r.words limit 20) c
	where cardinality(a.single) > 1 and a.n <= 3
), likeness as (
	select r.code, r.level, r.population, a.n,
		greatest(similarity(r.key, a.key), 0.96 * word_similarity(a.words, r.own), 0.86 * word_similarity(a.words, r.words)) as alike,
		r.key = a.key or r.own like '%|' || a.words || '|%' as same,
		r.key like a.key || '%' or r.own like '%|' || a.words || '%' as begins,
		cardinality(a.single) > 1
			and not exists (select from unnest(a.single) w where ' ' || r.words not like '% ' || w || '%') as all_words
	from near join asked a using (n) join regions.region r using (code)
), scored as (
	select code, level, population,
		case when same then 1.12 when begins then greatest(alike, 0.8) + 0.06 when all_words then greatest(alike, 0.7) else alike end
		+ case when level = $5::int then 0.25 else 0 end - 0.03 * (level - 1) - 0.001 * n as score
	from likeness
)
select code, round(max(score)::numeric, 3)::float8 as score from scored
where score > 0.36
group by code order by max(score) desc, min(level), max(population) desc nulls last, code limit $6`;
