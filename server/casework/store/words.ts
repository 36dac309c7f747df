import { type Db, db } from '#platform/db';

export type TypedWord = {
	typed: string;
	/** For a word that no published case uses, those that begin with it, the most used first, a few. */
	begun: string[];
	/** Where there are none: the most similar one that some do. */
	near: string | null;
};

/** What people wrote that is like each of the given words, in their order, and when the newest listed case was filed. */
export async function selectKnownWords(
	words: string[],
): Promise<{ words: TypedWord[]; newest: Date | null }> {
	const { rows } = await db.query<{ words: TypedWord[] | null; newest: Date | null }>({
		name: 'casework.known-words',
		text: knownSql,
		values: [words],
	});
	return { words: rows[0]?.words ?? [], newest: rows[0]?.newest ?? null };
}

/** Of a beginning that thousands of words share, the first in the alphabet are looked at. Two letters begin too many. */
const knownSql = `
select (select max(filed_at) from casework.public_case where listed) as newest, jsonb_agg(jsonb_build_object(
		'typed', t.typed, 'begun', b.words, 'near', n.word) order by t.place) as words
from unnest($1::text[]) with ordinality as t(typed, place)
cross join lateral (select length(t.typed) >= 3 and not exists (select from casework.word w where w.word = t.typed) as unknown) k
cross join lateral (
	select array(select w.word from (
			select word, cases from casework.word
			where k.unknown and word > t.typed and word < t.typed || chr(1114111) order by word limit 2000) w
		order by w.cases desc limit 8) as words) b
left join lateral (
	select w.word from casework.word w where k.unknown and length(t.typed) >= 4 and cardinality(b.words) = 0 and w.word % t.typed
	order by similarity(w.word, t.typed) desc, w.cases desc limit 1) n on true`;

/** Remembers the words of a text that is now public. */
export async function insertWords(tx: Db, text: string): Promise<void> {
	await tx.query({
		name: 'casework.add-words',
		text: `insert into casework.word as w (word)
			select distinct lower(m[1]) from regexp_matches($1, '([[:alpha:]]{4,30})', 'g') m order by 1
			on conflict (word) do update set cases = w.cases + 1`,
		values: [text],
	});
}
