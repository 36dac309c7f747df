import { migratorDb } from '#platform/db';
import type { Answers } from '#rules';
import { findNewestVersion, hashOf } from '#services';
import { busiest } from './load/service-spots.ts';

/** A service with a form of sixty fields of every kind, twelve pages of five, one in six asked only after an answer. */
const kinds = [
	'text',
	'number',
	'boolean',
	'choice',
	'day',
	'money',
	'email',
	'phone',
	'long-text',
	'text',
] as const;
const both = (text: string) => ({ id: text, en: text });
const fields = Array.from({ length: 60 }, (_, n) => ({
	...{ id: `field${n}`, kind: kinds[n % kinds.length] ?? 'text', label: both(`Isian nomor ${n}`) },
	hint: both('Tulis sebagaimana tertera pada berkas Anda.'),
	...(n % 10 === 3
		? { options: ['satu', 'dua', 'tiga'].map((value) => ({ value, label: both(value) })) }
		: {}),
	...(n % 6 === 5 ? { when: { answer: 'field2' } } : {}),
}));
const values: Record<string, Answers[string]> = {
	...{ text: 'Siti Rekaan', number: 12, boolean: true, choice: 'dua', day: '2026-01-15', money: 150_000 },
	...{
		email: 'siti@contoh.example',
		phone: '+6281234567890',
		'long-text': 'Dua kalimat tentang ini. Sudah.',
	},
};
export const sixtyAnswers: Answers = Object.fromEntries(
	fields.map(({ id, kind }) => [id, values[kind] ?? null]),
);
export const middlePage = 'isi.bagian-6';

/** Publishes it beside what ships, in the shape of one that ships. Returns its hash. */
export async function publishSixty(): Promise<{ id: string; hash: string }> {
	const { definition } = await findNewestVersion(busiest);
	const { process } = definition;
	if (!process) throw new Error(`${busiest} has no process`);
	const pages = Array.from({ length: 12 }, (_, n) => ({
		...{ id: `bagian-${n}`, title: both(`Bagian ${n}`), fields: fields.slice(n * 5, n * 5 + 5) },
	}));
	const sixty = {
		...{ ...definition, id: 'formulir-enam-puluh', title: both('Formulir enam puluh'), minimumLevel: 'nik' },
		...{ questions: [], named: {}, eligibility: [], papers: [], fees: [], events: ['acara'] },
		process: { ...process, pages, files: [], signatories: undefined },
	};
	const whole: unknown = JSON.parse(JSON.stringify(sixty));
	const hash = hashOf(whole);
	await migratorDb.query({
		text: `insert into services.version (service_id, version, hash, definition, published_at, published_by)
			select $1, coalesce(max(version), 0) + 1, $2, $3, now(), 'bench' from services.version where service_id = $1
			having not exists (select from services.version where hash = $2)`,
		values: [sixty.id, hash, JSON.stringify(whole)],
	});
	return { id: sixty.id, hash: hash.toString('hex') };
}
