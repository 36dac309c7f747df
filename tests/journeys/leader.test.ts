import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { measurePerformance } from '#casework';
import { asahan, deskOf, medan, province } from '../support/cases.ts';
import {
	isAccessible,
	openBrowser,
	type Platform,
	phone,
	signIn,
	startPlatform,
} from '../support/journey.ts';
import { type Seated, type Staff, staff } from '../support/journey-people.ts';

let platform: Platform;
let browser: Browser;
let people: Staff;
const leaders: Record<string, Seated> = {};
const numbers: string[] = [];
const at = (path: string) => platform.origin + path;

before(async () => {
	platform = await startPlatform();
	browser = await openBrowser();
	people = await staff(platform);
	leaders['governor'] = await people.seat(
		await deskOf(province, 'leader'),
		'regional-head',
		'Gubernur (contoh)',
	);
	leaders['regent'] = await people.seat(await deskOf(asahan, 'leader'), 'regional-head', 'Bupati (contoh)');
	leaders['head'] = await people.seat(await deskOf(asahan, 'public-works'), 'office-head', 'Kepala (contoh)');
	leaders['officer'] = await people.seat(await deskOf(medan, 'public-works'), 'officer', 'Petugas (contoh)');
	for (const [subject, region] of [
		['road.bridge', '12.09.19'],
		['road.bridge', '12.09.20'],
		['health.clinic', '12.09.19'],
		['road.pothole', '12.71.01'],
	])
		numbers.push(await file(subject ?? '', region ?? ''));
	await people.runOut(numbers[0] ?? '', 'verify');
	await measurePerformance();
});
after(async () => {
	await people?.close();
	await browser?.close();
	await platform?.stop();
});

async function file(subject: string, region: string): Promise<string> {
	const report = { text: 'Laporan untuk halaman pimpinan.', class: 'complaint', privacy: 'anonymous' };
	const answer = await fetch(at('/api/v1/reports'), {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ ...report, subject, region, key: `pimpinan-${subject}-${region}` }),
	});
	const said: { number: string } = JSON.parse(await answer.text());
	assert.ok(said.number, JSON.stringify(said));
	return said.number;
}

/** A leader's phone: JavaScript is not needed for any of it, only for looking at its accessibility. */
async function open(who: string, script = true): Promise<Page> {
	const page = await (await phone(browser, { script })).newPage();
	await signIn(page, platform.origin, leaders[who] ?? assert.fail(who));
	return page;
}

/** The figures at the top, by their label. */
async function figures(page: Page): Promise<Record<string, string>> {
	await page.goto(at('/pimpinan'));
	const labels = await page.locator('.figure-label').allInnerTexts();
	const values = await page.locator('.figure-number').allInnerTexts();
	return Object.fromEntries(labels.map((label, index) => [label, values[index] ?? '']));
}

const expected: Record<string, Record<string, string>> = {
	governor: {
		'Menunggu Anda': '0',
		'Terlambat sekarang': '1',
		'Disanggah pelapor': '0',
		'Belum selesai': '4',
	},
	regent: { 'Menunggu Anda': '0', 'Terlambat sekarang': '1', 'Disanggah pelapor': '0', 'Belum selesai': '3' },
	head: { 'Menunggu Anda': '1', 'Terlambat sekarang': '1', 'Disanggah pelapor': '0', 'Belum selesai': '2' },
};

for (const [who, counts] of Object.entries(expected)) {
	test(`the ${who} sees their own on a phone, and every number opens to exactly its records`, async () => {
		const page = await open(who);
		assert.deepEqual(await figures(page), counts);
		await isAccessible(page);
		const links = await page
			.locator('.figure-number a')
			.evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''));
		const values = await page.locator('.figure-number').allInnerTexts();
		for (const [index, href] of links.entries()) {
			await page.goto(at(href));
			assert.equal(String(await page.locator('tbody tr').count()), values[index], href);
			await isAccessible(page);
		}
		await page.context().close();
	});
}

test('what went up to the head of the office waits for their decision, and leads to where one decides', async () => {
	const page = await open('head', false);
	await page.goto(at('/pimpinan'));
	const decide = page.locator('section', { hasText: 'Perlu keputusan Anda' });
	assert.match(await decide.innerText(), /Terlambat sejak/);
	await decide.locator('.led a').first().click();
	assert.match(page.url(), new RegExp(`/meja/${numbers[0]}`));
	assert.match(await page.locator('article').innerText(), /Dinaikkan ke Kepala Dinas/);
	await page.context().close();
});

test('the ranks say of how many, and the rise says how it is computed', async () => {
	const page = await open('governor', false);
	await page.goto(at('/pimpinan'));
	const text = await page.locator('main').innerText();
	assert.match(text, /Peringkat tepat waktu, 30 hari terakhir/);
	assert.match(text, /Bagaimana dihitung/);
	await page.locator('details.help summary').first().click();
	assert.match(await page.locator('main').innerText(), /nilai tengah delapan minggu sebelumnya/);
	await page.context().close();
});

test('an address of a list that means nothing shows the whole list, and nobody else’s', async () => {
	const page = await open('regent', false);
	for (const query of [
		'lihat=x',
		'pemda=12.99',
		'kantor=x',
		'setelah=%00',
		'lihat=late&lihat=open',
		'kantor=%00&pemda=12.09',
	]) {
		const answer = await page.goto(at(`/pimpinan/daftar?${query}`));
		assert.equal(answer?.status(), 200, query);
	}
	await page.goto(at(`/pimpinan/daftar?pemda=${medan}`));
	assert.equal(await page.locator('tbody tr').count(), 0, 'not another government’s');
	assert.match(await page.locator('main').innerText(), /Tidak ada laporan di daftar ini/);
	await page.context().close();
});

test('whoever leads nothing has no such page', async () => {
	const page = await open('officer', false);
	for (const path of ['/pimpinan', '/pimpinan/daftar']) {
		const answer = await page.goto(at(path));
		assert.equal(answer?.status(), 403, path);
	}
	const anybody = await fetch(at('/pimpinan'), { redirect: 'manual' });
	assert.match(anybody.headers.get('location') ?? '', /masuk\/petugas\?kembali=%2Fpimpinan/);
	await page.context().close();
});
