import { type Dice, dice } from './dice.ts';

/** What people here write most, the most frequent first; `di` stands in nine texts of ten. */
const frequent = `di yang tidak dan jalan sudah air rusak ada ke lampu mati warga sampah dari untuk berlubang banyak kami belum
	mohon di perbaiki hari bulan minggu malam pada kampung desa dusun gang simpang jembatan banjir got parit menumpuk bau
	puskesmas sekolah petugas antre dokter obat bantuan sosial kartu keluarga akta kelahiran lambat pasar pedagang parkir
	liar trotoar pohon tumbang kabel listrik padam bersih mengalir pipa bocor drainase tersumbat longsor irigasi sawah pupuk
	langka sinyal hilang pajak kendaraan angkutan macet terminal pungutan pungli izin usaha terlambat pelayanan kantor lurah
	camat kepala bupati walikota gubernur rumah anak ibu bapak orang tua guru murid kelas atap bangunan taman bermain anjing
	rabies demam berdarah nyamuk asap kebakaran hutan sungai danau ikan limbah pabrik perusahaan debu bising musik hiburan`;

const heads = ['b', 'c', 'd', 'g', 'h', 'j', 'k', 'l', 'm', 'n', 'p', 'r', 's', 't', 'w', 'ny', 'ng', ''];
const vowels = ['a', 'i', 'u', 'e', 'o', 'a'];
const tails = ['', '', 'n', 'ng', 'r', 'k', 's', 't', 'l', 'm'];
const prefixes = ['', '', '', 'me', 'ber', 'ter', 'di', 'pe', 'ke'];
const suffixes = ['', '', '', 'kan', 'an', 'i', 'nya'];
const size = 40_000;
const slots = 1 << 20;

/** Draws words as a language has them: a few very often, most hardly ever (Zipf). */
export type Vocabulary = { words: readonly string[]; draw: (by: Dice) => string };

export function makeVocabulary(): Vocabulary {
	const words = [...new Set([...frequent.split(/\s+/).filter(Boolean), ...invent()])].slice(0, size);
	const ranks = rankSlots(words.length);
	return { words, draw: (by) => words[ranks[by.pick(slots)] ?? 0] ?? '' };
}

/** Roots of two or three syllables with the affixes of Indonesian. */
function* invent(): Generator<string> {
	const by = dice(11);
	const syllable = () => by.of(heads) + by.of(vowels) + by.of(tails);
	for (let n = 0; n < size * 2; n++) {
		const root = syllable() + syllable() + (by.pick(3) === 0 ? syllable() : '');
		yield by.of(prefixes) + root + by.of(suffixes);
	}
}

/** The rank of each slot, the slots shared out by 1 / rank. */
function rankSlots(count: number): Uint16Array {
	const weights = Array.from({ length: count }, (_, rank) => 1 / (rank + 2) ** 1.02);
	const total = weights.reduce((sum, weight) => sum + weight, 0);
	const ranks = new Uint16Array(slots);
	let sum = 0;
	let slot = 0;
	for (const [rank, weight] of weights.entries()) {
		sum += weight;
		while (slot < slots && slot < (sum / total) * slots) ranks[slot++] = rank;
	}
	return ranks;
}

/** A word as somebody in a hurry types it: one letter is missing. */
export function mistype(word: string, by: Dice): string {
	if (word.length < 5) return word;
	const at = 1 + by.pick(word.length - 2);
	return word.slice(0, at) + word.slice(at + 1);
}
