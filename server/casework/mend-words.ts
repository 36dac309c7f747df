import { selectKnownWords } from './store/words.ts';

const mostWords = 12;

export type Search = {
	/** As PostgreSQL's text search wants it; empty when nothing is left to ask. */
	query: string;
	/** What was searched instead, when it differs from what was typed. */
	mended: string | undefined;
	/** When the newest case was filed that can be found. */
	newest: Date | null;
};

/**
 * Makes a search of what somebody typed. A word no published case uses stands for those that begin with it, or where there
 * are none for the nearest one ("jembatn" → "jembatan").
 */
export async function mendWords(typed: string): Promise<Search> {
	const words = [...typed.toLowerCase().matchAll(/[\p{L}\p{N}]{2,40}/gu)]
		.map((match) => match[0])
		.slice(0, mostWords);
	if (words.length === 0) return { query: '', mended: undefined, newest: null };
	const { words: known, newest } = await selectKnownWords(words);
	return {
		query: known.map(({ typed, begun, near }) => `(${[near ?? typed, ...begun].join(' | ')})`).join(' & '),
		mended: known.some(({ near }) => near)
			? known.map(({ typed, near }) => near ?? typed).join(' ')
			: undefined,
		newest,
	};
}
