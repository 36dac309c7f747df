import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
	describeKbli,
	getKbli,
	importKbli,
	importRisks,
	listRisks,
	loadBusiness,
	searchKbli,
} from '#business';
import { db, migratorDb } from '#platform/db';
import { Refusal } from '#platform/refusal';
import { testDatabase } from '../../tests/support/database.ts';

await testDatabase();
const first = async (q: string, count = 3) => (await searchKbli(q)).slice(0, count).map(({ code }) => code);
const by = 'system:test';

describe('a class of business is found', () => {
	/** As people say and mistype it; it must stand among the first three. */
	const said: Record<string, string[]> = {
		'45407': ['bengkel motor', 'bengkel kereta', 'tambal ban', 'bengekl motor', 'servis motor', '45407'],
		'45201': ['bengkel mobil', 'bengkel', 'workshop', 'ketok', 'reparasi mobil', 'car repair'],
		'45202': ['doorsmeer', 'dorsmer', 'cuci mobil'],
		'47112': ['warung', 'kedai sampah', 'toko kelontong', 'sembako', 'kelontng'],
		'56102': ['rumah makan', 'lapo', 'warung nasi', 'RM padang'],
		'13122': ['ulos', 'tenun ulos', 'tenun ikat'],
		'10761': ['kopi bubuk', 'kopi sidikalang', 'pengolahan kopi'],
		'01262': ['kebun sawit', 'kelapa sawit', 'oil palm'],
		'96111': ['tukang pangkas', 'barbershop', 'barber shop'],
		'96200': ['laundry', 'londri', 'cuci kiloan'],
		'11052': ['depot air minum', 'air isi ulang'],
		'47721': ['apotek', 'apotik', 'pharmacy'],
		'03111': ['nelayan', 'kapal ikan', 'penangkapan ikan laut'],
		'10794': ['keripik singkong', 'kripik', 'kerupuk'],
		'55130': ['homestay', 'home stay', 'guest house'],
	};
	for (const [code, ways] of Object.entries(said)) {
		for (const q of ways)
			test(`"${q}" → ${code}`, async () =>
				assert.ok((await first(q)).includes(code), String(await first(q, 6))));
	}
	test('digits are the beginning of a code', async () => {
		assert.deepEqual(await first('4540', 9), ['45403', '45404', '45406', '45407']);
	});
	test('what is no word finds nothing', async () => {
		for (const q of ['\u0000', '\ud800', "'; drop table", '(((('])
			assert.ok(Array.isArray(await searchKbli(q)));
		assert.deepEqual(await searchKbli('xqzwvk'), []);
	});
	test('a code nobody knows is refused', async () => {
		for (const code of ['99999', 'abc', '', '1'.repeat(900)]) {
			await assert.rejects(
				getKbli(code),
				(error) => error instanceof Refusal && error.code === 'business/no-such-kbli',
			);
		}
	});
});

describe('risk', () => {
	test('the longest beginning that says something of the scale holds', async () => {
		const levels = async (code: string) => (await listRisks(code)).map(({ level }) => level);
		assert.deepEqual(await levels('45201'), ['low', 'medium-low', 'medium-low']);
		assert.deepEqual(await levels('45407'), ['low', 'low', 'low']);
		assert.deepEqual(await levels('41011'), ['medium-high', 'medium-high', 'medium-high']);
		assert.deepEqual(await levels('08104'), ['high', 'high', 'high']);
	});
	test('where no row says it, nothing is made up', async () => {
		assert.deepEqual(await listRisks('99000'), [
			{ scale: 'umk', level: null, certain: false, basis: '', source: null },
			{ scale: 'medium', level: null, certain: false, basis: '', source: null },
			{ scale: 'large', level: null, certain: false, basis: '', source: null },
		]);
	});
	test('an official file takes the place of what shipped; the start does not undo it', async () => {
		const csv =
			'prefix,scale,level,certain,basis\n45407,umk,medium-low,yes,PP 28/2025 lampiran I\n4,umk,low,yes,x y z\n45,*,nix,yes,abc\n';
		const report = await importRisks(csv, { by, dry: false });
		assert.deepEqual(
			report.lines.map(({ line, outcome, why }) => [line, outcome, why]),
			[
				[2, 'new', undefined],
				[3, 'wrong', 'prefix'],
				[4, 'wrong', 'level'],
			],
		);
		await loadBusiness();
		assert.deepEqual((await listRisks('45407'))[0], {
			...{
				scale: 'umk',
				level: 'medium-low',
				certain: true,
				basis: 'PP 28/2025 lampiran I',
				source: 'official',
			},
		});
	});
});

describe('the official list', () => {
	const csv = [
		'code,title,about',
		'45407,Reparasi dan Perawatan Sepeda Motor,"Kelompok ini mencakup reparasi, termasuk ""tambal ban"""',
		'99000,Aktivitas Badan Internasional,',
		'4540,Terlalu pendek,',
		'99000,Dua kali,',
		'99001,,',
	].join('\n');

	test('a dry run says everything and changes nothing', async () => {
		const before = await describeKbli();
		const { dry, counts, lines } = await importKbli(csv, { by, dry: true });
		assert.equal(dry, true);
		assert.deepEqual(counts, { new: 1, changed: 1, same: 0, wrong: 3 });
		assert.deepEqual(
			lines.flatMap(({ line, why }) => (why ? [[line, why]] : [])),
			[
				[4, 'kbli'],
				[5, 'twice'],
				[6, 'title'],
			],
		);
		assert.deepEqual(await describeKbli(), before);
	});
	test('good rows come in, words people use stay, and again it changes nothing', async () => {
		await importKbli(csv, { by, dry: false });
		assert.ok((await first('bengkel kereta')).includes('45407'));
		assert.equal((await getKbli('45407')).source, 'official');
		assert.match((await getKbli('45407')).about, /"tambal ban"/);
		assert.equal((await describeKbli()).official, 2);
		await loadBusiness();
		assert.equal((await getKbli('45407')).source, 'official');
		assert.deepEqual((await importKbli(csv, { by, dry: false })).counts, {
			new: 0,
			changed: 0,
			same: 2,
			wrong: 3,
		});
		const { rows } = await migratorDb.query({
			text: `select from platform.audit where act = 'business/import-kbli'`,
		});
		assert.equal(rows.length, 2);
	});
	test('1,790 rows in one file', async () => {
		const rows = Array.from({ length: 1790 }, (_, at) => `${String(10_000 + at * 40)},Kelompok ke-${at},`);
		const { counts } = await importKbli(`code,title,about\n${rows.join('\n')}`, { by, dry: false });
		assert.equal(counts.wrong, 0);
	});
	test('a file without its columns is refused', async () => {
		for (const text of ['', 'kode;judul\n1;2', '\u0000\u0001', '{"a":1}']) {
			await assert.rejects(
				importKbli(text, { by, dry: true }),
				(error) => error instanceof Refusal && error.status === 400,
			);
		}
	});
});

test('the application reads classes and writes none', async () => {
	await assert.rejects(
		db.query({
			text: `insert into business.kbli (code, title, source, words, changed_at) values ('11111', 'x', 'official', 'x', now())`,
		}),
	);
});
