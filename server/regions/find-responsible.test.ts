import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setClock } from '#platform/clock';
import { db, migratorDb } from '#platform/db';
import { testDatabase } from '../../tests/support/database.ts';
import {
	type Editor,
	findResponsible,
	listPemda,
	listResponsibilities,
	listSubjects,
	type NewResponsibility,
	setResponsibility,
} from './index.ts';

await testDatabase();
setClock(() => new Date('2026-11-24T03:00:00Z'));

const first: [subject: string, region: string, asset: string | undefined, office: string][] = [
	['road.pothole', '12.09.20.1008', undefined, 'Dinas Pekerjaan Umum dan Tata Ruang Kabupaten Asahan'],
	[
		'road.pothole',
		'12.09.20.1008',
		'road-provincial',
		'Dinas Pekerjaan Umum dan Penataan Ruang Provinsi Sumatera Utara',
	],
	['road.pothole', '12.09.20.1008', 'road-national', 'Balai Besar Pelaksanaan Jalan Nasional Sumatera Utara'],
	['road.pothole', '12.09.20.1008', 'road-village', 'Kantor Kelurahan Kisaran Timur'],
	['road.pothole', '12.09', 'road-village', 'Pusat Pengaduan Masyarakat Kabupaten Asahan'],
	['road.pothole', '12', undefined, 'Pusat Pengaduan Masyarakat Provinsi Sumatera Utara'],
	['road.bridge', '12.71', undefined, 'Dinas Sumber Daya Air, Bina Marga dan Bina Konstruksi Kota Medan'],
	['water.off', '12.71.01.1001', undefined, 'Perumda Tirtanadi Provinsi Sumatera Utara'],
	['water.off', '12.09', undefined, 'Perumda Air Minum Tirta Silaupiasa Kabupaten Asahan'],
	['water.off', '12.07', 'water-tirtanadi', 'Perumda Tirtanadi Provinsi Sumatera Utara'],
	['civil.id-card', '12.14.05', undefined, 'Dinas Kependudukan dan Pencatatan Sipil Kabupaten Nias Selatan'],
	['school.levy', '12.07.26', 'school-upper', 'Dinas Pendidikan Provinsi Sumatera Utara'],
	['school.levy', '12.07.26', 'school-basic', 'Dinas Pendidikan Kabupaten Deli Serdang'],
	['health.hospital', '12.71', 'hospital-haji', 'UPTD Khusus RSU Haji Medan'],
	['integrity.levy', '12.72', undefined, 'Inspektorat Daerah Kota Pematangsiantar'],
	['integrity.levy', '12.72', 'office-province', 'Inspektorat Daerah Provinsi Sumatera Utara'],
	['tax.vehicle', '12.05', undefined, 'Badan Pendapatan Daerah Provinsi Sumatera Utara'],
	['disaster.fire', '12.71', undefined, 'Dinas Pemadam Kebakaran dan Penyelamatan Kota Medan'],
	['village.service', '12.05.14.2002', undefined, 'Kantor Desa Securai Utara'],
	['other.unsure', '12.25', undefined, 'Pusat Pengaduan Masyarakat Kabupaten Nias Barat'],
	['no.such', '12.99', undefined, 'Pusat Pengaduan Masyarakat Provinsi Sumatera Utara'],
];
for (const [subject, region, assetClass, office] of first) {
	test(`who answers for ${subject} in ${region} ${assetClass ?? ''}`, async () => {
		const found = await findResponsible({ subject, region, assetClass });
		assert.equal(found[0]?.officeName, office);
		assert.deepEqual(
			found.map((one) => one.confidence),
			found.map((one) => one.confidence).toSorted((a, b) => b - a),
		);
	});
}

test('everything in every government has somebody here who answers', async () => {
	const subjects = (await listSubjects()).flatMap((group) => group.subjects);
	assert.ok(subjects.length > 60);
	for (const pemda of await listPemda()) {
		for (const subject of subjects) {
			for (const asset of [undefined, ...subject.assetClasses.map((one) => one.code)]) {
				const found = await findResponsible({ subject: subject.code, region: pemda.code, assetClass: asset });
				assert.ok(
					found.some((one) => !one.external),
					`${subject.code} ${asset} ${pemda.code}`,
				);
			}
		}
	}
});

test('an answer from memory costs no query', async () => {
	await findResponsible({ subject: 'road.pothole', region: '12.09' });
	const query = db.query;
	db.query = () => assert.fail('a query');
	try {
		await findResponsible({ subject: 'road.pothole', region: '12.09' });
		await findResponsible({ subject: 'waste.uncollected', region: '12.71.03' });
	} finally {
		db.query = query;
	}
});

const asahan: Editor = { label: 'account:asahan', administers: ['12.09'], origin: '203.0.113.0/24' };
const wards: NewResponsibility = {
	subject: 'road.street-light',
	region: '12.09',
	tier: 'regency',
	office: { pemda: '12.09', slug: 'perkim' },
	confidence: 0.97,
	legalBasis: 'Perbup Asahan 1/2026',
	note: 'Lampu jalan pindah ke dinas perumahan.',
	validFrom: '2026-11-24',
};

test('an administrator says who answers, from a day on', async () => {
	const [before] = await findResponsible({ subject: 'road.street-light', region: '12.09.20' });
	assert.equal(before?.officeName, 'Dinas Perhubungan Kabupaten Asahan');
	const { ruleId } = await setResponsibility(asahan, wards);
	const [after] = await findResponsible({ subject: 'road.street-light', region: '12.09.20' });
	assert.equal(after?.officeName, 'Dinas Perumahan dan Kawasan Permukiman Kabupaten Asahan');
	assert.equal(after.reason.key, 'regions.reason.edited-because');
	assert.equal(after.reason.params['note'], wards.note);
	const [elsewhere] = await findResponsible({ subject: 'road.street-light', region: '12.10' });
	assert.equal(elsewhere?.officeName, 'Dinas Perhubungan Kabupaten Labuhanbatu');
	await setResponsibility(asahan, {
		...wards,
		replaces: ruleId,
		office: { pemda: '12.09', slug: 'pupr' },
		validFrom: '2026-12-01',
	});
	const lines = (await listResponsibilities('12.09')).filter((line) => line.source === 'edited');
	assert.deepEqual(lines.map((line) => [line.office?.slug, line.validFrom, line.validTo]).sort(), [
		['perkim', '2026-11-24', '2026-11-30'],
		['pupr', '2026-12-01', null],
	]);
	const audit = await migratorDb.query<{ actor: string; pemda: string }>({
		text: "select actor, pemda from platform.audit where act = 'regions/set-responsibility'",
	});
	assert.deepEqual(audit.rows, Array(2).fill({ actor: 'account:asahan', pemda: '12.09' }));
});

test('who may not, cannot', async () => {
	const forbidden = { kind: 'forbidden', code: 'regions/not-yours' };
	await assert.rejects(setResponsibility({ label: 'account:x', administers: ['12.10'] }, wards), forbidden);
	await assert.rejects(setResponsibility(asahan, { ...wards, region: '12' }), forbidden);
	await assert.rejects(
		setResponsibility(asahan, { ...wards, office: { pemda: '12', slug: 'pupr' } }),
		forbidden,
	);
	await setResponsibility(
		{ label: 'account:p', administers: ['12'] },
		{ ...wards, region: '12.10.01', office: { pemda: '12', slug: 'pupr' } },
	);
});

test('a rule that cannot be is refused, field by field', async () => {
	const wrong: [field: string, changes: Partial<NewResponsibility>][] = [
		['subject', { subject: 'road.nonsense' }],
		['subject', { subject: 'DROP TABLE' }],
		['region', { region: '12.99' }],
		['region', { region: '__proto__' }],
		['assetClass', { assetClass: 'moon' }],
		['function', { function: 'public-works' }],
		['office', { office: { pemda: '12.09', slug: 'nowhere' } }],
		['confidence', { confidence: 0 }],
		['confidence', { confidence: Number.NaN }],
		['legalBasis', { legalBasis: ' ' }],
		['note', { note: ' ' }],
		['validFrom', { validFrom: '2026-02-30' }],
		['validTo', { validTo: '2026-01-01' }],
	];
	for (const [field, changes] of wrong) {
		await assert.rejects(
			setResponsibility(asahan, { ...wards, ...changes }),
			(error: { code: string; fields: object }) => {
				assert.equal(error.code, 'regions/wrong-rule');
				assert.ok(field in error.fields, `${field}: ${JSON.stringify(error.fields)}`);
				return true;
			},
		);
	}
	const gone = '00000000-0000-4000-8000-000000000000';
	await assert.rejects(setResponsibility(asahan, { ...wards, replaces: gone }), {
		code: 'regions/no-such-rule',
	});
});
