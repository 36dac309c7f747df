import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { db, migratorDb } from '#platform/db';
import { Refusal } from '#platform/refusal';
import {
	canonical,
	type Definition,
	decide,
	findProvider,
	getService,
	hashOf,
	lintDefinition,
	listServices,
	loadServices,
	questionsFor,
	readAnswers,
} from '#services';
import { testDatabase } from '../../tests/support/database.ts';
import { publishVersion } from './store/versions.ts';

await testDatabase();
const today = '2026-11-24';
const research = (await getService('izin-penelitian')).definition;
const idsOf = async (q: string) => (await listServices({ lang: 'id', q })).map(({ id }) => id);

describe('the catalogue', () => {
	for (const words of ['penelitian', 'izin riset', 'skripsi', 'penelitan', 'surat peneltian', 'research']) {
		test(`"${words}" finds the research letter`, async () => {
			assert.ok((await idsOf(words)).includes('izin-penelitian'));
		});
	}
	/** As people say and mistype them; the service must stand among the first three. */
	const said: Record<string, string[]> = {
		'akta-kelahiran': [
			'akte kelahiran',
			'akta lahir',
			'akte kelahran',
			'anak baru lahir',
			'birth certificate',
		],
		'akta-kematian': ['akte kematian', 'surat kematian', 'akta kematin', 'orang meninggal'],
		'akta-perkawinan': ['akta nikah', 'nikah gereja', 'catatan sipil nikah', 'perkawinan'],
		'bantuan-rumah-tidak-layak-huni': ['bedah rumah', 'rumah bocor', 'RTLH', 'bantuan rumah'],
		beasiswa: ['beasiswa', 'bea siswa', 'beasisiwa', 'bantuan uang kuliah'],
		'izin-air-tanah': ['sumur bor', 'izin sumur', 'air tanah', 'SIPA'],
		'izin-kapal-ikan': ['kapal ikan', 'izin kapal nelayan', 'SIPI', '30 GT'],
		'izin-keramaian': ['izin keramaian', 'ijin keramean', 'konser', 'tutup jalan pesta'],
		'izin-praktik-tenaga-kesehatan': ['sip perawat', 'izin praktek bidan', 'ijin praktek dokter'],
		'izin-reklame': ['papan reklame', 'spanduk', 'ijin reklame', 'pajak reklame'],
		'izin-trayek-akdp': ['izin trayek', 'ijin angkutan umum', 'angkot', 'trayek bus'],
		'jaminan-kesehatan-daerah': ['bpjs mati', 'BPJS', 'berobat gratis', 'kartu indonesia sehat'],
		'kartu-disabilitas': ['kartu difabel', 'disabilitas', 'kartu penyandang cacat', 'kursi roda'],
		'kartu-identitas-anak': ['ktp anak', 'KIA', 'kartu identitas ank'],
		'kartu-keluarga': ['KK hilang', 'kartu keluarga', 'kartu kluarga', 'pecah kk'],
		'kartu-pencari-kerja': ['kartu kuning', 'AK1', 'ak-1', 'cari kerja'],
		'keberatan-informasi': ['keberatan ppid', 'sengketa informasi', 'informasi ditolak'],
		'mediasi-hubungan-industrial': ['PHK', 'gaji tidak dibayar', 'pesangon', 'dipecat'],
		'mutasi-siswa': ['pindah sekolah', 'mutasi siswa', 'anak pindah sma'],
		'pajak-kendaraan': ['pajak motor', 'pajak mobil', 'samsat', 'ganti plat', 'pajak kendaran', 'STNK'],
		'pelatihan-kerja': ['BLK', 'kursus menjahit', 'pelatihan kerja', 'kursus las'],
		'pendampingan-nib': ['NIB', 'ijin usaha', 'izin usaha warung', 'nomor induk berusaha', 'OSS'],
		'penggantian-ktp-el': ['ktp hilang', 'KTP rusak', 'ganti ktp', 'e-ktp', 'rekam ktp'],
		'permohonan-informasi': ['ppid', 'minta data', 'informasi publik', 'salinan dokumen'],
		'persetujuan-bangunan-gedung': ['IMB', 'PBG', 'bangun rumah', 'izin mendirikan bangunan', 'renovasi'],
		'pindah-datang': ['pindah rumah', 'pindah alamat', 'surat pindah', 'pindah domisili', 'pndah alamat'],
		'rekomendasi-bbm-nelayan': ['solar nelayan', 'bbm nelayan', 'solar subsidi'],
		'sertifikat-laik-fungsi': ['SLF', 'laik fungsi', 'layak fungsi bangunan'],
		'surat-kesehatan-hewan': ['kirim ternak', 'SKKH', 'surat kesehatan hewan', 'bawa kucing'],
		'surat-keterangan-tempat-usaha': ['SKU', 'surat keterangan usaha', 'ijin usaha', 'domisili usaha'],
		'usulan-bantuan-sosial': ['bansos', 'bantuan sosial', 'PKH', 'DTKS', 'cek bansos'],
		'usulan-pembangunan-desa': ['musrenbang', 'usulan jalan', 'usul pembangunan', 'jalan gang'],
		'verifikasi-sertifikat-standar': ['sertifikat standar', 'izin klinik', 'menengah tinggi'],
	};
	for (const [id, searches] of Object.entries(said)) {
		test(`${id} is found as said and mistyped`, async () => {
			for (const words of searches) {
				const first = (await idsOf(words)).slice(0, 3);
				assert.ok(first.includes(id), `"${words}" finds ${first.join(', ') || 'nothing'}`);
			}
		});
	}
	test('what is none of it finds nothing, and harms nothing', async () => {
		for (const words of ['xqzwv', '\u0000', '\ud800', "'; drop table", '"', '&|!():*']) {
			assert.ok(!(await idsOf(words)).includes('izin-penelitian'), words);
		}
	});
	test('by audience and event', async () => {
		const some = await listServices({ lang: 'en', audience: 'resident', event: 'belajar' });
		assert.ok(some.some(({ title }) => title === 'Research permit letter'));
		assert.deepEqual(await listServices({ lang: 'id', event: 'tidak-ada' }), []);
	});
	test('an unknown service is refused', async () => {
		for (const id of ['tidak-ada', '../x', '', 'A']) {
			await assert.rejects(getService(id), (error) => error instanceof Refusal && error.status === 404);
		}
	});
});

describe('a version', () => {
	test('that did not change is published once', async () => {
		await loadServices();
		const { rows } = await db.query<{ n: number }>({
			text: `select count(*)::int as n from services.version where service_id = 'izin-penelitian'`,
		});
		assert.equal(rows[0]?.n, 1);
	});
	test('that changed becomes the next; the one before stays', async () => {
		const other = { ...research, summary: { id: 'Lain', en: 'Other' } };
		const by = { at: new Date(), by: 'system:load', words: 'penelitian', free: true, reach: 'text' };
		const publish = (definition: Definition) =>
			publishVersion(migratorDb, { ...by, definition, hash: hashOf(definition) });
		assert.deepEqual(await publish(other), { version: 2, isNew: true });
		assert.deepEqual(await publish(other), { version: 2, isNew: false });
		assert.equal((await getService('izin-penelitian')).definition.summary.en, 'Other');
		await loadServices();
		const { version, definition } = await getService('izin-penelitian');
		assert.deepEqual(
			[version, definition],
			[3, research],
			'the file is published again, as a version of its own',
		);
	});
	test('that officials published stays what is offered when the platform starts again', async () => {
		const other = { ...research, summary: { id: 'Milik kantor', en: 'The office’s own' } };
		const by = { at: new Date(), by: 'account:x', words: 'penelitian', free: true, reach: 'text' };
		await publishVersion(migratorDb, { ...by, definition: other, hash: hashOf(other) });
		await loadServices();
		assert.equal((await getService('izin-penelitian')).definition.summary.en, 'The office’s own');
	});
	test('cannot be changed by the application', async () => {
		await assert.rejects(db.query({ text: `update services.version set definition = '{}'` }));
	});
	test('has one hash whatever the order of its keys', () => {
		fc.assert(
			fc.property(fc.jsonValue(), (value) => {
				const again: unknown = JSON.parse(JSON.stringify(value, (_, one) => turned(one)));
				assert.equal(canonical(again), canonical(JSON.parse(JSON.stringify(value))));
			}),
		);
		assert.equal(canonical({ b: [1e21, 0.1, -0], a: '\u20ac\n' }), '{"a":"€\\n","b":[1e+21,0.1,0]}');
	});
});

function turned(value: unknown): unknown {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
	return Object.fromEntries(Object.entries(value).reverse());
}

describe('deciding', () => {
	const answers = { researcher: 'student', ownDuty: false, regencies: 3, ethics: false };
	test('what is not known is referred, never refused', () => {
		assert.equal(decide(research, {}, today).outcome, 'refer');
		assert.equal(decide(research, answers, today).outcome, 'eligible');
	});
	test('each finding has its basis and its steps', () => {
		const { findings } = decide(research, { ...answers, researcher: 'foreign' }, today);
		const [domestic] = findings;
		assert.equal(domestic?.outcome, 'ineligible');
		assert.match(domestic?.basis.text ?? '', /UU 11\/2019/);
		assert.equal(domestic?.steps.value, false);
	});
	test('an answer to what is not asked does not count', () => {
		const hidden = {
			...research,
			questions: research.questions.map((one) => (one.id === 'ethics' ? { ...one, when: false } : one)),
		};
		assert.deepEqual(
			questionsFor(hidden, answers, today).map(({ id }) => id),
			['researcher', 'ownDuty', 'regencies'],
		);
		assert.ok(
			!decide(hidden, { ...answers, ethics: true }, today).papers.some(({ id }) => id === 'ethics-clearance'),
		);
	});
	test('answers are read by their question', () => {
		const given: Record<string, string> = {
			researcher: 'king',
			ownDuty: 'ya',
			regencies: '1.250,5',
			ethics: ' ',
		};
		assert.deepEqual(
			readAnswers(research, (name) => given[name] ?? null),
			{ answers: { ownDuty: true, regencies: 1250.5 }, wrong: ['researcher'] },
		);
	});
});

describe('the linter', () => {
	const faultsOf = (change: object) =>
		lintDefinition({ ...research, ...change }, today).faults.map(({ at, what }) => `${at}: ${what}`);
	const cases: [what: string, change: object, fault: RegExp][] = [
		[
			'a rule over a field nobody asks',
			{ eligibility: [{ ...research.eligibility[0], rule: { answer: 'x' } }] },
			/unknown-field x/,
		],
		[
			'a condition that is a number',
			{ eligibility: [{ ...research.eligibility[0], rule: 1 }] },
			/must be worth a boolean/,
		],
		[
			'a question that decides nothing',
			{ questions: [...research.questions, { id: 'more', kind: 'boolean', label: { id: 'a', en: 'b' } }] },
			/decides nothing/,
		],
		['a missing translation', { title: { id: 'Surat' } }, /title\.en/],
		[
			'an example that fails',
			{ examples: research.examples.map((one) => ({ ...one, outcome: 'eligible' })) },
			/instead of/,
		],
		[
			'an example with a stranger',
			{ examples: [{ name: 'abc', answers: { nobody: 1 }, outcome: 'refer' }, research.examples[0]] },
			/nobody asks/,
		],
		['two of one name', { papers: [research.papers[0], research.papers[0]] }, /there twice/],
		['a word that is none of the language', { danger: true }, /danger/],
	];
	for (const [what, change, fault] of cases) {
		test(`refuses ${what}`, () => assert.match(faultsOf(change).join('\n'), fault));
	}
	test('answers for anything', () => {
		fc.assert(
			fc.property(fc.jsonValue(), fc.constantFrom(...Object.keys(research)), (value, key) => {
				lintDefinition(value, today);
				lintDefinition({ ...research, [key]: value }, today);
			}),
			{ numRuns: 500 },
		);
	});
});

test('every service has an office in a regency by the sea, and only the sea is missing inland', async () => {
	for (const { id, tier, officeFunction } of await listServices({ lang: 'id' })) {
		const provider = { provider: { tier, function: officeFunction } };
		assert.ok(await findProvider(provider, '12.09'), id);
		const isInland = (await findProvider(provider, '12.06')) === undefined;
		assert.equal(isInland, tier === 'regency' && officeFunction === 'fisheries', id);
	}
});

test('the office that gives it', async () => {
	assert.match((await findProvider(research, undefined))?.name ?? '', /Provinsi Sumatera Utara/);
	const local = { provider: { tier: 'regency', function: 'licensing' } } as const;
	assert.match((await findProvider(local, '12.09.19'))?.name ?? '', /Asahan/);
	assert.equal(await findProvider(local, undefined), undefined);
	assert.equal(await findProvider(local, '99.99'), undefined);
});
