import { type Db, db } from '#platform/db';

/** For each word that no published case uses, the most similar one that some do. Words without one are left out. */
export async function selectKnownWords(words: string[]): Promise<Map<string, string>> {
	const { rows } = await db.query<{ typed: string; known: string }>({
		name: 'casework.known-words',
		text: `select t.typed, n.word as known from unnest($1::text[]) as t(typed)
			cross join lateral (
				select w.word from casework.word w where w.word % t.typed
				order by similarity(w.word, t.typed) desc, w.cases desc limit 1) n
			where length(t.typed) >= 4 and not exists (select from casework.word w where w.word = t.typed)
				and not exists (select from casework.word w where w.word like t.typed || '%')`,
		values: [words],
	});
	return new Map(rows.map((row) => [row.typed, row.known]));
}

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
