import { giveOpinion, type NewApplication, openApplication, type Sent, takeTransition } from '#applications';
import type { Actor, Officer, Resident } from '#identity';
import { now } from '#platform/clock';
import { migratorDb, withScope } from '#platform/db';
import { newId } from '#platform/ids';
import { hashOf } from '#services';
import { asahan, type Desk, deskOf, officerAt, province } from './cases.ts';
import { resident } from './residents.ts';

const words = (id: string, en = id) => ({ id, en });
const basis = { text: 'Perda contoh 1/2026, Pasal 2', certain: false };

/** A small service with every part of a process: fees, a visit, opinions, four eyes, silence that grants. */
export const smallService = {
	id: 'izin-contoh',
	title: words('Izin contoh', 'Sample permit'),
	summary: words('Izin untuk percobaan.', 'A permit for tests.'),
	synonyms: ['contoh', 'sample'],
	audience: ['resident'],
	events: ['acara'],
	provider: { tier: 'regency', function: 'public-works' },
	legalBasis: [basis],
	minimumLevel: 'contact',
	standard: {
		requirements: words('Ada.', 'Some.'),
		procedure: [
			{ title: words('Kirim', 'Send'), who: 'applicant' },
			{ title: words('Periksa', 'Check'), who: 'office' },
		],
		duration: { amount: 10, unit: 'working-day' },
		...Object.fromEntries(
			[
				...['product', 'complaints', 'facilities', 'competence', 'supervision', 'staff', 'guarantee'],
				...['safety', 'evaluation'],
			].map((part) => [part, words('Ada.', 'Some.')]),
		),
	},
	questions: [{ id: 'area', kind: 'number', label: words('Luas', 'Area') }],
	named: {},
	eligibility: [],
	papers: [{ id: 'ktp', label: words('KTP', 'Identity card') }],
	fees: [
		{
			id: 'retribusi',
			label: words('Retribusi', 'Levy'),
			amount: { multiply: [{ answer: 'area' }, 1000] },
			basis,
		},
	],
	process: {
		pages: [
			{
				id: 'diri',
				title: words('Diri', 'You'),
				fields: [
					{ id: 'owner', kind: 'text', label: words('Nama', 'Name'), privacy: 'personal' },
					{
						...{ id: 'health', kind: 'text', label: words('Kesehatan', 'Health'), privacy: 'sensitive' },
						...{ required: false, readableBy: ['office-head'] },
					},
					{ id: 'hasHelper', kind: 'boolean', label: words('Ada pembantu', 'Has a helper') },
					{
						...{ id: 'helper', kind: 'text', label: words('Nama pembantu', 'Helper') },
						when: { answer: 'hasHelper' },
					},
				],
			},
		],
		states: [
			{
				...{ id: 'periksa', label: words('Diperiksa', 'Being checked'), kind: 'officer', workingDays: 3 },
				next: words('Petugas memeriksa berkas.', 'An officer checks the papers.'),
				checklist: [{ id: 'lengkap', label: words('Berkas lengkap', 'Papers complete') }],
			},
			{
				...{ id: 'perbaikan', label: words('Perlu diperbaiki', 'To be corrected'), kind: 'applicant' },
				...{ workingDays: 5, next: words('Perbaiki yang diminta.', 'Correct what is asked.') },
			},
			{
				...{ id: 'lapangan', label: words('Ditinjau', 'Visited'), kind: 'officer', workingDays: 5 },
				...{ next: words('Petugas datang.', 'An officer comes.'), inspection: true },
				findings: [{ id: 'measured', kind: 'number', label: words('Luas terukur', 'Measured') }],
			},
			{
				...{ id: 'pendapat', label: words('Dimintakan pendapat', 'Opinions asked'), kind: 'system' },
				...{ workingDays: 10, next: words('Kantor lain ditanya.', 'Other offices are asked.') },
			},
			{
				...{ id: 'bayar', label: words('Menunggu pembayaran', 'Waiting for payment'), kind: 'applicant' },
				...{ workingDays: 7, next: words('Bayar tagihan.', 'Pay the invoice.') },
			},
			{
				...{ id: 'putusan', label: words('Diputus', 'Being decided'), kind: 'officer', workingDays: 5 },
				next: words('Kepala dinas memutus.', 'The head decides.'),
			},
			...[
				['terbit', 'granted', 'Terbit', 'Issued'],
				['ditolak', 'refused', 'Ditolak', 'Refused'],
				['gugur', 'lapsed', 'Gugur', 'Lapsed'],
				['dicabut', 'withdrawn', 'Dicabut', 'Withdrawn'],
			].map(([id = '', outcome, inId = '', inEn = '']) => ({
				...{ id, label: words(inId, inEn), kind: 'end', outcome, next: words('Selesai.', 'Over.') },
			})),
		],
		transitions: [
			{
				...{ id: 'minta-perbaikan', label: words('Minta perbaikan', 'Ask for a correction') },
				...{ from: ['periksa'], to: 'perbaikan', by: ['officer'], requires: ['correction'] },
			},
			{
				...{ id: 'kirim-perbaikan', label: words('Kirim perbaikan', 'Send the correction') },
				...{ from: ['perbaikan'], to: 'periksa', by: ['applicant'] },
			},
			{
				...{ id: 'lewat', label: words('Gugur', 'Lapse'), from: ['perbaikan', 'bayar'], to: 'gugur' },
				...{ by: ['system'], on: 'expired' },
			},
			{
				...{ id: 'cabut', label: words('Cabut', 'Withdraw'), from: ['periksa', 'perbaikan', 'lapangan'] },
				...{ to: 'dicabut', by: ['applicant'] },
			},
			{
				...{ id: 'tinjau', label: words('Tinjau', 'Visit'), from: ['periksa'], to: 'lapangan' },
				...{ by: ['officer'], requires: ['checklist'] },
			},
			{
				...{ id: 'tanya', label: words('Minta pendapat', 'Ask for opinions'), from: ['lapangan'] },
				...{ to: 'pendapat', by: ['officer'], requires: ['findings'] },
				guard: { more: [{ answer: 'measured' }, 0] },
			},
			{
				...{ id: 'sepakat', label: words('Sepakat', 'Agreed'), from: ['pendapat'], to: 'bayar' },
				...{ by: ['system'], on: 'joined', effects: ['invoice'] },
			},
			{
				...{ id: 'keberatan', label: words('Keberatan', 'Objected'), from: ['pendapat'], to: 'putusan' },
				...{ by: ['system'], on: 'objected' },
			},
			{
				...{ id: 'lunas', label: words('Lunas', 'Paid'), from: ['bayar'], to: 'putusan', by: ['system'] },
				on: 'settled',
			},
			{
				...{ id: 'kabulkan', label: words('Kabulkan', 'Grant'), from: ['putusan'], to: 'terbit' },
				...{ by: ['office-head'], fourEyes: true, effects: ['issue:izin'] },
			},
			{
				...{ id: 'tolak', label: words('Tolak', 'Refuse'), from: ['putusan'], to: 'ditolak' },
				...{ by: ['office-head'], requires: ['reason'], fourEyes: true },
			},
			{
				...{ id: 'diam', label: words('Dikabulkan karena hukum', 'Granted by law'), from: ['putusan'] },
				...{ to: 'terbit', by: ['system'], on: 'expired', effects: ['issue:izin'] },
				deemed: { text: 'UU 30/2014, Pasal 53', certain: true },
			},
		],
		forks: [
			{
				...{ at: 'pendapat', join: 'all', onRefusal: 'stop' },
				branches: [
					{
						...{ id: 'sehat', label: words('Kesehatan', 'Health'), workingDays: 2 },
						office: { tier: 'same', function: 'health' },
					},
					{
						...{ id: 'provinsi', label: words('Provinsi', 'Province'), workingDays: 3 },
						office: { tier: 'province', function: 'health' },
					},
				],
			},
		],
		outputs: [
			{
				...{ id: 'izin', title: words('Izin contoh', 'Sample permit'), series: 'izin-contoh' },
				body: words('Diberikan kepada {owner}.', 'Given to {owner}.'),
				lines: [{ label: words('Luas', 'Area'), value: { answer: 'measured' } }],
				...{ number: '{seq:4}/CONTOH/{year}', valid: { amount: 1, unit: 'year' } },
			},
		],
		retentionYears: 5,
	},
	examples: [1, 2].map((area) => ({
		...{ name: `Luas ${area}`, answers: { area, owner: 'Siti', hasHelper: false } },
		outcome: 'eligible',
	})),
};

/** Publishes a version as it is, and returns its hash. */
export async function publishSample(definition: { id: string } = smallService): Promise<string> {
	const hash = hashOf(definition);
	await migratorDb.query({
		text: `insert into services.version (service_id, version, hash, definition, published_at, published_by)
			select $1, coalesce(max(version), 0) + 1, $2, $3, $4, 'test' from services.version where service_id = $1
			having not exists (select from services.version where hash = $2)`,
		values: [definition.id, hash, JSON.stringify(definition), now()],
	});
	return hash.toString('hex');
}

export type Opened = Sent & { ref: { pemda: string; id: string }; applicant: Resident; office: Desk };

/** Somebody's application for the small service at public works of Asahan, unless told otherwise. */
export async function openSample(
	changes: Partial<NewApplication> = {},
	by?: Resident | Officer,
): Promise<Opened> {
	const office = await deskOf(asahan, 'public-works');
	const applicant = await resident('verified', 'Siti Contoh');
	const actor: Actor = by ?? applicant;
	const versionHash = changes.versionHash ?? (await publishSample());
	const sent = await withScope({ account: applicant.accountId }, (tx) =>
		openApplication(tx, actor, {
			...{ pemda: asahan, office: { id: office.officeId, name: office.officeName } },
			...{ serviceId: smallService.id, versionHash, actsFor: null, channel: 'web', lang: 'id' },
			applicant: { kind: 'person', id: applicant.accountId, name: 'Siti Contoh' },
			answers: { area: 20, owner: 'Siti Contoh', health: 'asma', hasHelper: false },
			...{ files: [], key: newId(), region: '12.09.19' },
			contact: { email: 'siti@contoh.example', phone: '' },
			...changes,
		}),
	);
	return { ...sent, ref: { pemda: sent.pemda, id: sent.id }, applicant, office };
}

/** Officers of public works of Asahan, as many as are asked for, each somebody else. */
export async function officersOf(office: Desk) {
	return {
		officer: officerAt(office, 'officer', 'Sri Rejeki'),
		colleague: officerAt(office, 'officer', 'Budi Hartono'),
		head: officerAt(office, 'office-head', 'Rina Hasibuan'),
		otherHead: officerAt(office, 'office-head', 'Tagor Siregar'),
	};
}

export type Kept = { state: string; seq: number; outcome: string | null; dueAt: Date | null };

/** How it stands, whoever may see it. */
export async function keptOf({ id }: { id: string }): Promise<Kept> {
	const { rows } = await migratorDb.query<Kept>({
		text: `select state, seq, outcome, due_at as "dueAt" from applications.application where id = $1`,
		values: [id],
	});
	const [row] = rows;
	if (!row) throw new Error('No such application');
	return row;
}

/** Reviewed by `officer`, asked about, and every opinion given: next is the bill or the decision. */
export async function askAround(sent: Opened, officer: Officer, measured = 12): Promise<void> {
	const step = (transition: string, more: object) =>
		takeTransition(officer, { ...sent.ref, transition, key: newId(), ...more });
	await step('tinjau', { checklist: ['lengkap'] });
	await step('tanya', { findings: { measured } });
	const { rows } = await migratorDb.query<{ id: string; branch: string }>({
		text: 'select id, branch from applications.opinion where application_id = $1',
		values: [sent.id],
	});
	for (const { id, branch } of rows) {
		const desk = await deskOf(branch === 'sehat' ? sent.pemda : province, 'health');
		await giveOpinion(officerAt(desk), { ...sent.ref, opinionId: id, verdict: 'agree' });
	}
}
