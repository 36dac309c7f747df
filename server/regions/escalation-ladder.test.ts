import assert from 'node:assert/strict';
import { test } from 'node:test';
import { migratorDb } from '#platform/db';
import { testDatabase } from '../../tests/support/database.ts';
import {
	connectOffice,
	escalationLadder,
	findOffice,
	findOpen311Endpoint,
	listOffices,
	type OfficeKind,
	type Open311Endpoint,
} from './index.ts';
import { forgetSnapshot } from './snapshot.ts';

await testDatabase();

async function ladderOf(pemda: string, filter: { function?: string; kinds?: OfficeKind[]; region?: string }) {
	const [office] = await listOffices(pemda, filter);
	assert.ok(office);
	return (await escalationLadder(pemda, office.id)).map((rung) =>
		rung.vacant ? `${rung.role} vacant` : rung.title,
	);
}

test('from the officer to the governor', async () => {
	assert.deepEqual(await ladderOf('12.09', { function: 'public-works' }), [
		'Petugas Dinas PUTR',
		'Kepala Dinas Pekerjaan Umum dan Tata Ruang Kabupaten Asahan',
		'Sekretaris Daerah',
		'Bupati Asahan',
		'Gubernur Sumatera Utara',
	]);
	assert.deepEqual(await ladderOf('12', { function: 'water' }), [
		'Petugas Tirtanadi',
		'Direktur Utama Perumda Tirtanadi Provinsi Sumatera Utara',
		'Sekretaris Daerah',
		'Gubernur Sumatera Utara',
	]);
});

test('a kelurahan has its camat above it, a hospital its department', async () => {
	const kelurahan = await ladderOf('12.09', { region: '12.09.20.1008' });
	assert.deepEqual(kelurahan.slice(0, 4), [
		'Petugas Kelurahan Kisaran Timur',
		'Lurah Kisaran Timur',
		'Camat Kota Kisaran Timur',
		'Sekretaris Daerah',
	]);
	const hospital = await ladderOf('12.71', { function: 'hospital' });
	assert.deepEqual(hospital.slice(1, 3), [
		'Direktur RSUD Dr. Pirngadi Kota Medan',
		'Kepala Dinas Kesehatan Kota Medan',
	]);
});

test('a rung without a post is there, and vacant', async () => {
	await migratorDb.query({
		text: "update regions.post set active = false where pemda = '12.10' and role in ('secretary', 'office-head')",
	});
	forgetSnapshot();
	assert.deepEqual(await ladderOf('12.10', { function: 'health' }), [
		'Petugas Dinkes',
		'office-head vacant',
		'secretary vacant',
		'Bupati Labuhanbatu',
		'Gubernur Sumatera Utara',
	]);
	const unknown = await escalationLadder('12.10', '00000000-0000-4000-8000-000000000000');
	assert.deepEqual(
		unknown.map((rung) => rung.vacant),
		[true, true, true, false, false],
	);
});

test('an office is connected to its own server, its key stays out of sight', async () => {
	const [office] = await listOffices('12.71', { function: 'environment' });
	assert.ok(office && !office.connected);
	const endpoint: Open311Endpoint = {
		...{ url: 'https://open311.example/v2', jurisdiction: '12.71', apiKey: 'k7Qz9', format: 'xml' },
		...{ services: { 'road.*': '006' }, isPrivate: false },
	};
	const input = { pemda: '12.71', officeId: office.id, endpoint };
	await assert.rejects(connectOffice({ label: 'account:x', administers: ['12.09'] }, input), {
		code: 'regions/not-yours',
	});
	await connectOffice({ label: 'account:x', administers: ['12.71'] }, input);
	assert.equal((await findOffice('12.71', office.id))?.connected, true);
	assert.ok(!JSON.stringify(await listOffices('12.71')).includes('k7Qz9'));
	assert.deepEqual(await findOpen311Endpoint('12.71', office.id), endpoint);
	const { rows } = await migratorDb.query<{ open311: object }>({
		text: 'select open311 from regions.office where open311 is not null',
	});
	assert.ok(rows.length === 1 && !JSON.stringify(rows).includes('k7Qz9'));
	await connectOffice({ label: 'system:ssp', administers: ['12'] }, { ...input, endpoint: null });
	assert.equal(await findOpen311Endpoint('12.71', office.id), undefined);
	const gone = { ...input, officeId: '00000000-0000-4000-8000-000000000000' };
	await assert.rejects(connectOffice({ label: 'system:ssp', administers: ['12'] }, gone), {
		code: 'regions/no-such-office',
	});
});
