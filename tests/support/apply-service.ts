import { migratorDb } from '#platform/db';
import { type Definition, hashOf } from '#services';

const both = (text: string) => ({ id: text, en: `${text} (en)` });
const basis = { text: 'Perda contoh', certain: false };

/**
 * A small service with one of everything an applicant meets: a condition, what is known, pages that depend on answers, a
 * repeating group, signatories, papers, a fee, a correction, a withdrawal, a visit.
 */
export function applyService(changes: Partial<Pick<Definition, 'minimumLevel' | 'audience' | 'fees'>> = {}) {
	const standard = Object.fromEntries(
		[
			...['requirements', 'product', 'complaints', 'facilities', 'competence', 'supervision'],
			...['staff', 'guarantee', 'safety', 'evaluation'],
		].map((name) => [name, both(name)]),
	);
	return {
		id: 'izin-contoh',
		title: both('Izin contoh'),
		summary: both('Untuk mencoba segala hal.'),
		synonyms: ['izin contoh', 'contoh izin'],
		audience: ['resident', 'business'],
		events: ['acara'],
		provider: { tier: 'province', function: 'licensing' },
		legalBasis: [basis],
		minimumLevel: 'nik',
		standard: {
			...standard,
			procedure: [
				{ title: both('Isi'), who: 'applicant' },
				{ title: both('Periksa'), who: 'office' },
			],
			duration: { amount: 5, unit: 'working-day' },
		},
		questions: [
			{ id: 'inside', kind: 'boolean', label: both('Di Sumatera Utara?') },
			{
				id: 'size',
				kind: 'choice',
				label: both('Seberapa besar?'),
				options: [
					{ value: 'small', label: both('Kecil') },
					{ value: 'large', label: both('Besar') },
				],
			},
		],
		eligibility: [
			{
				id: 'inside',
				rule: { answer: 'inside' },
				otherwise: 'ineligible',
				reason: both('Harus di sini.'),
				basis,
			},
		],
		papers: [
			{ id: 'letter', label: both('Surat pengantar') },
			{ id: 'plan', label: both('Denah'), when: { same: [{ answer: 'size' }, 'large'] } },
		],
		fees: [
			{
				id: 'stall',
				label: both('Per kios'),
				amount: { multiply: [{ count: { answer: 'stalls' } }, 10_000] },
				basis,
			},
		],
		process: {
			pages: [
				{
					id: 'diri',
					title: both('Data diri'),
					fields: [
						{
							id: 'fullName',
							kind: 'text',
							label: both('Nama'),
							privacy: 'personal',
							prefill: { from: 'person', path: 'name', editable: false },
						},
						{
							id: 'email',
							kind: 'email',
							label: both('Surel'),
							required: false,
							prefill: { from: 'account', path: 'email', editable: true },
						},
					],
				},
				{
					id: 'acara',
					title: both('Acara'),
					fields: [{ id: 'purpose', kind: 'text', label: both('Acara apa?') }],
				},
				{
					id: 'tempat',
					title: both('Tempat'),
					fields: [{ id: 'place', kind: 'region', label: both('Di mana?') }],
				},
				{
					id: 'panggung',
					title: both('Panggung'),
					when: { same: [{ answer: 'size' }, 'large'] },
					fields: [
						{ id: 'stage', kind: 'boolean', label: both('Ada panggung?') },
						{
							id: 'height',
							kind: 'number',
							label: both('Tinggi (m)'),
							least: 1,
							most: 20,
							when: { answer: 'stage' },
						},
					],
				},
				{
					id: 'kios',
					title: both('Kios'),
					fields: [
						{
							id: 'stalls',
							kind: 'group',
							label: both('Kios apa saja?'),
							least: 1,
							most: 3,
							fields: [
								{ id: 'goods', kind: 'text', label: both('Barang') },
								{ id: 'area', kind: 'number', label: both('Luas'), least: 1, most: 100 },
							],
						},
					],
				},
				{
					id: 'saksi',
					title: both('Saksi'),
					fields: [
						{
							id: 'signers',
							kind: 'group',
							label: both('Siapa yang ikut menandatangani?'),
							least: 0,
							most: 3,
							fields: [
								{ id: 'signerName', kind: 'text', label: both('Nama') },
								{ id: 'signerEmail', kind: 'email', label: both('Surel') },
							],
						},
					],
				},
			],
			files: [{ paper: 'letter', most: 2, types: ['pdf', 'jpeg'], unscannable: 'refuse' }],
			signatories: 'signers',
			states: [
				{ id: 'check', label: both('Diperiksa'), next: both('Tunggu.'), kind: 'officer', workingDays: 2 },
				{ id: 'fix', label: both('Diperbaiki'), next: both('Perbaiki.'), kind: 'applicant', workingDays: 5 },
				{
					id: 'visit',
					label: both('Kunjungan'),
					next: both('Pilih waktu.'),
					kind: 'officer',
					workingDays: 3,
				},
				{ id: 'granted', label: both('Terbit'), next: both('Unduh.'), kind: 'end', outcome: 'granted' },
				{ id: 'refused', label: both('Ditolak'), next: both('Baca.'), kind: 'end', outcome: 'refused' },
				{
					id: 'withdrawn',
					label: both('Ditarik'),
					next: both('Selesai.'),
					kind: 'end',
					outcome: 'withdrawn',
				},
				{ id: 'lapsed', label: both('Gugur'), next: both('Ajukan lagi.'), kind: 'end', outcome: 'lapsed' },
			],
			transitions: [
				{
					id: 'ask',
					label: both('Minta perbaikan'),
					from: ['check'],
					to: 'fix',
					by: ['officer'],
					requires: ['correction'],
				},
				{ id: 'fixed', label: both('Kirim perbaikan'), from: ['fix'], to: 'check', by: ['applicant'] },
				{ id: 'lapse', label: both('Gugur'), from: ['fix'], to: 'lapsed', by: ['system'], on: 'expired' },
				{
					id: 'come',
					label: both('Undang'),
					from: ['check'],
					to: 'visit',
					by: ['officer'],
					effects: ['book:counter'],
				},
				{
					id: 'grant',
					label: both('Terbitkan'),
					from: ['visit'],
					to: 'granted',
					by: ['office-head'],
					fourEyes: true,
					effects: ['issue:letter'],
				},
				{
					id: 'refuse',
					label: both('Tolak'),
					from: ['check', 'visit'],
					to: 'refused',
					by: ['office-head'],
					requires: ['reason'],
				},
				{
					id: 'withdraw',
					label: both('Tarik'),
					from: ['check', 'fix', 'visit'],
					to: 'withdrawn',
					by: ['applicant'],
				},
			],
			outputs: [
				{
					id: 'letter',
					title: both('Surat izin contoh'),
					body: both('Diberikan kepada {fullName}.'),
					lines: [{ label: both('Acara'), value: { answer: 'purpose' } }],
					series: 'contoh',
					number: '{seq:4}/CONTOH/{year}',
					valid: { amount: 1, unit: 'year' },
					renewal: { opensDaysBefore: 30, remindDaysBefore: [30, 7] },
				},
			],
			resources: [
				{
					id: 'counter',
					label: both('Loket'),
					minutes: 30,
					capacity: 3,
					hours: [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', to: '11:00' })),
				},
			],
			retentionYears: 5,
		},
		examples: [
			{ name: 'Inside', answers: { inside: true, size: 'small' }, outcome: 'eligible' },
			{
				name: 'Outside',
				answers: { inside: false, size: 'small' },
				outcome: 'ineligible',
				because: ['inside'],
			},
		],
		...changes,
	};
}

/** Publishes it as its next version, as a load of the shipped files would. */
export async function publishForTest(
	definition: Pick<
		ReturnType<typeof applyService>,
		'id' | 'title' | 'summary' | 'audience' | 'events' | 'provider'
	>,
): Promise<void> {
	const { id, title, summary, audience, events, provider } = definition;
	await migratorDb.query({
		text: `with next as (select coalesce(max(version), 0) + 1 as version from services.version where service_id = $1)
			insert into services.version (service_id, version, hash, definition, published_at, published_by)
			select $1, next.version, $2, $3, now(), 'tests' from next`,
		values: [id, hashOf(definition), JSON.stringify(definition)],
	});
	await migratorDb.query({
		text: `insert into services.service as s (id, version, title_id, title_en, summary_id, summary_en, audience, events,
				tier, office_function, free, words)
			select $1, max(version), $2, $3, $4, $5, $6, $7, $8, $9, false, 'izin contoh' from services.version where service_id = $1
			on conflict (id) do update set version = excluded.version, ended_at = null`,
		values: [
			...[id, title.id, title.en, summary.id, summary.en, audience, events],
			...[provider.tier, provider.function],
		],
	});
}
