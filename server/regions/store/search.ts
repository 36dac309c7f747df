import { db } from '#platform/db';
import type { Spelling } from '../search-key.ts';

type Wanted = { pemda?: string; levels?: number[]; level: number | undefined; limit: number };

/**
 * Candidates come from two trigram indexes: names alike without their spaces, and names with their surroundings that
 * hold the words asked for. What counts: the whole name, then the name's own words, then words shared with where it
 * lies; a larger place wins a little, a kind that was named ('kec', 'desa') more.
 */
export async function selectByName(spellings: Spelling[], wanted: Wanted): Promise<{ code: string; score: number }[]> {
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
	select key, words, n from unnest($1::text[], $2::text[]) with ordinality as a(key, words, n)
), found as (
	select r.code, r.level, r.population,
		greatest(
			similarity(r.key, a.key),
			0.96 * word_similarity(a.words, r.own),
			0.86 * word_similarity(a.words, r.words)
		)
		+ case when r.key = a.key or ' ' || r.own || ' ' like '% ' || a.words || ' %' then 0.12 else 0 end
		+ case when r.key like a.key || '%' or r.own like a.words || '%' then 0.06 else 0 end
		+ case when r.level = $5::int then 0.25 else 0 end
		- 0.03 * (r.level - 1) - 0.001 * a.n as score
	from asked a
	join regions.region r on r.active and (r.key % a.key or r.words %> a.words)
	where ($3::text is null or r.pemda = $3) and ($4::int[] is null or r.level = any ($4))
)
select code, round(max(score)::numeric, 3)::float8 as score from found
group by code order by max(score) desc, min(level), max(population) desc nulls last, code limit $6`;
