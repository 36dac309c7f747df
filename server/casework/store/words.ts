import { type Db, db } from '#platform/db';

export type WordsKnown = {
	/** For each word that no published case uses the most similar one that some do. Words without one are left out. */
	known: Record<string, string>;
	/** When the newest listed case was filed; null where there is none. */
	newest: Date | null;
};

export async function selectKnownWords(words: string[]): Promise<WordsKnown> {
	const { rows } = await db.query<WordsKnown>({
		name: 'casework.known-words',
		text: `select (select max(filed_at) from casework.public_case where listed) as newest,
				coalesce((select jsonb_object_agg(t.typed, n.word) from unnest($1::text[]) as t(typed)
			cross join lateral (
				select w.word from casework.word w where w.word % t.typed
				order by similarity(w.word, t.typed) desc, w.cases desc limit 1) n
			where length(t.typed) >= 4
				and not exists (select from casework.word w where w.word >= t.typed and w.word < t.typed || chr(1114111))), '{}') as known`,
		values: [words],
	});
	return rows[0] ?? { known: {}, newest: null };
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
