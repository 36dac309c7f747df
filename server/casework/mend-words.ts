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
 * Makes a search of what somebody typed. Words no published case uses are replaced by the nearest one that one does
 * ("jembatn" → "jembatan"); the last word also matches as a beginning.
 */
export async function mendWords(typed: string): Promise<Search> {
	const words = [...typed.toLowerCase().matchAll(/[\p{L}\p{N}]{2,40}/gu)]
		.map((match) => match[0])
		.slice(0, mostWords);
	if (words.length === 0) return { query: '', mended: undefined, newest: null };
	const { known, newest } = await selectKnownWords(words);
	const used = words.map((word) => (Object.hasOwn(known, word) && known[word]) || word);
	const changed = used.some((word, index) => word !== words[index]);
	return {
		query: used.map((word, index) => (index === used.length - 1 ? `${word}:*` : word)).join(' & '),
		mended: changed ? used.join(' ') : undefined,
		newest,
	};
}
