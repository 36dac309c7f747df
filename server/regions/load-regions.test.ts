import assert from 'node:assert/strict';
import { test } from 'node:test';
import { migratorDb } from '#platform/db';
import { testDatabase } from '../../tests/support/database.ts';
import { findOffice, getSubject, listOffices, listPemda, listPosts, loadRegions } from './index.ts';
import { forgetSnapshot } from './snapshot.ts';

await testDatabase();

const run = (text: string, values: unknown[] = []) =>
	migratorDb.query<Record<string, unknown>>({ text, values });
const loadAgain = async () => {
	await run("delete from platform.loaded where name = 'regions'");
	return loadRegions();
};

test('what is loaded is not loaded again', async () => {
	assert.deepEqual(await loadRegions(), { loaded: false });
	assert.deepEqual(await loadAgain(), { loaded: true });
	assert.deepEqual(await loadRegions(), { loaded: false });
	const { rows } = await run('select count(*)::int as regions from regions.region');
	assert.equal(rows[0]?.['regions'], 6599);
});

test('two that start together load once', async () => {
	await run("delete from platform.loaded where name = 'regions'");
	const both = await Promise.all([loadRegions(), loadRegions()]);
	assert.deepEqual(both.map(({ loaded }) => loaded).sort(), [false, true]);
});

test('what an administrator edited stays', async () => {
	await run(
		"update regions.office set name = 'Dinas Ganti Nama', edited_at = now() where pemda = '12.09' and slug = 'pupr'",
	);
	await run("update regions.office set name = 'Salah' where pemda = '12.09' and slug = 'sosial'");
	await run(
		"update regions.subject set name_id = 'Jalan bolong', edited_at = now() where code = 'road.pothole'",
	);
	await run(
		"update regions.responsibility set confidence = 0.5, edited_at = now() where subject = 'civil.*'",
	);
	await run("update regions.calendar_day set name_id = 'Libur', edited_at = now() where day = '2027-03-10'");
	await run("delete from regions.calendar_day where day = '2027-03-11'");
	await loadAgain();
	const offices = await listOffices('12.09', { kinds: ['opd'] });
	assert.ok(offices.some((office) => office.name === 'Dinas Ganti Nama'));
	assert.ok(!offices.some((office) => office.name === 'Salah'));
	assert.equal((await getSubject('road.pothole')).name.id, 'Jalan bolong');
	const { rows } = await run(
		"select distinct confidence from regions.responsibility where subject = 'civil.*'",
	);
	assert.deepEqual(rows, [{ confidence: 0.5 }]);
	const days = await run(
		"select day, name_id from regions.calendar_day where day between '2027-03-09' and '2027-03-12'",
	);
	assert.deepEqual(days.rows, [{ day: '2027-03-10', name_id: 'Libur' }]);
});

test('what no longer ships is switched off, and comes back', async () => {
	const id = '00000000-0000-4000-8000-00000000000a';
	await run(
		`insert into regions.office (pemda, id, slug, name, kind, region) values ('12.09', $1, 'lama', 'Dinas Lama', 'opd', '12.09')`,
		[id],
	);
	await run("update regions.office set active = false where pemda = '12.09' and slug = 'kesehatan'");
	await loadAgain();
	assert.equal(await findOffice('12.09', id), undefined);
	assert.equal((await listOffices('12.09', { function: 'health' })).length, 1);
});

test('governments and posts', async () => {
	const all = await listPemda();
	assert.equal(all.length, 34);
	assert.deepEqual([all[0]?.name, all.at(-1)?.name], ['Provinsi Sumatera Utara', 'Kota Gunungsitoli']);
	const posts = await listPosts('12.71');
	assert.ok(posts.length > 350);
	assert.equal(posts.filter((post) => post.role === 'regional-head').length, 1);
});

test('overseers: the province’s inspectorate and agencies of the state read all, a regency’s its own', async () => {
	const of = async (pemda: string) =>
		(await listPosts(pemda)).filter(({ role }) => role === 'overseer').map(({ oversees }) => oversees);
	assert.deepEqual(await of('12'), ['*']);
	assert.deepEqual(await of('00'), ['*', '*']);
	for (const { code } of (await listPemda()).slice(1)) assert.deepEqual(await of(code), [code]);
	const others = (await listPosts('12.71')).filter(({ role }) => role !== 'overseer');
	assert.ok(others.every(({ oversees }) => oversees === null));
});

test('another process notices a change by itself', async () => {
	const [before] = await listOffices('12.72', { function: 'health' });
	await run("update regions.office set name = 'Dinas Baru' where pemda = '12.72' and slug = 'kesehatan'");
	assert.equal((await listOffices('12.72', { function: 'health' }))[0]?.name, before?.name, 'from memory');
	const realNow = Date.now;
	Date.now = () => realNow() + 6_000;
	try {
		await listOffices('12.72'); // asks in the background
		for (let tries = 0; tries < 100; tries++) {
			if ((await listOffices('12.72', { function: 'health' }))[0]?.name === 'Dinas Baru') return;
			await new Promise((done) => setTimeout(done, 20));
		}
	} finally {
		Date.now = realNow;
		forgetSnapshot();
	}
	assert.fail('the change was not noticed');
});
