import { abbreviations } from './facts.ts';
import { readTable } from './read-facts.ts';

/** One spelling of a question: without spaces, to compare with names, and as words, to compare with names and places. */
export type Spelling = { key: string; words: string };

const rows = await readTable('abbreviations.csv', abbreviations);
const spellings = new Map(
	rows.filter((row) => row.use === 'spelling').map((row) => [row.written, row.meant]),
);
const short = Map.groupBy(
	rows.filter((row) => row.use === 'short'),
	(row) => row.written,
);

/** Words that say what kind of place is meant and are no part of its name. */
const kindWords: Record<string, number> = {
	provinsi: 1,
	prov: 1,
	kabupaten: 2,
	kab: 2,
	kotamadya: 2,
	kodya: 2,
	kecamatan: 3,
	kec: 3,
	kelurahan: 4,
	kel: 4,
	desa: 4,
	ds: 4,
};
const mostSpellings = 6;

/** A name as words to compare: no capitals, accents, apostrophes or dots; one spelling of 'sungai' and 'sei'. */
export function wordsOf(name: string): string[] {
	return name
		.normalize('NFD')
		.replace(/[\u0300-\u036f'’`]/g, '')
		.toLowerCase()
		.split(/[^a-z0-9]+/)
		.filter(Boolean)
		.map((word) => spellings.get(word) ?? word);
}

/** A name without spaces: 'Deli Serdang' and 'deliserdang' are the same. */
export function keyOf(name: string): string {
	return wordsOf(name).join('');
}

/**
 * What somebody may have meant: the words as typed, and with abbreviations written out ('tj' → 'tanjung', 'p' →
 * 'padang', 'pematang', 'pulau' …), at most eight ways. `level` is the kind of place named with them, if any.
 */
export function spellingsOf(typed: string): { spellings: Spelling[]; level: number | undefined } {
	const all = wordsOf(typed).slice(0, 8);
	const kind = all.find((word) => word in kindWords);
	const words = all.filter((word) => !(word in kindWords));
	const used = words.length > 0 ? words : all;
	let ways: string[][] = [[]];
	for (const word of used) {
		const meant = [word, ...(short.get(word) ?? []).map((row) => row.meant)];
		ways = ways.flatMap((way) => meant.map((one) => [...way, one])).slice(0, mostSpellings * 4);
	}
	return {
		spellings: ways
			.slice(0, mostSpellings)
			.filter((way) => way.length > 0)
			.map((way) => ({ key: way.join(''), words: way.join(' ') })),
		level: words.length > 0 && kind ? kindWords[kind] : undefined,
	};
}
