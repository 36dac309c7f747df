import { selectKnownWords } from './store/words.ts';

const mostWords = 12;

/**
 * A search as PostgreSQL's text search wants it. Words no published case uses are replaced by the nearest one that
 * one does ("jembatn" → "jembatan"); the last word also matches as a beginning. Empty when nothing is left to ask.
 * `mended` is what was searched instead, when it differs from what was typed.
 */
export async function mendWords(typed: string): Promise<{ query: string; mended: string | undefined }> {
	const words = [...typed.toLowerCase().matchAll(/[\p{L}\p{N}]{2,40}/gu)]
		.map((match) => match[0])
		.slice(0, mostWords);
	if (words.length === 0) return { query: '', mended: undefined };
	const known = await selectKnownWords(words);
	const used = words.map((word) => known.get(word) ?? word);
	const changed = used.some((word, index) => word !== words[index]);
	return {
		query: used.map((word, index) => (index === used.length - 1 ? `${word}:*` : word)).join(' & '),
		mended: changed ? used.join(' ') : undefined,
	};
}
