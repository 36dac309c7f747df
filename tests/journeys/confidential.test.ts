import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { asahan, deskOf, province } from '../support/cases.ts';
import { fileByPages, openAsPerson } from '../support/file-report.ts';
import { isAccessible, openBrowser, type Platform, phone, startPlatform } from '../support/journey.ts';
import { atDesk, type Seated, type Staff, staff, unfold } from '../support/journey-people.ts';

let platform: Platform;
let browser: Browser;
let people: Staff;
let holder: Seated;
let neighbour: Seated;
let governor: Seated;
before(async () => {
	platform = await startPlatform();
	browser = await openBrowser();
	people = await staff(platform);
	holder = await people.seat(await deskOf(asahan, 'public-works'), 'officer', 'Petugas Jembatan');
	neighbour = await people.seat(await deskOf(asahan, 'health'), 'officer', 'Petugas Kesehatan');
	governor = await people.seat(await deskOf(province, 'leader'), 'regional-head', 'Gubernur (contoh)');
});
after(async () => {
	await people?.close();
	await browser?.close();
	await platform?.stop();
});

const secret = 'Mandor proyek jembatan meminta uang kepada warga';
let receipt: { number: string; code: string };
const at = (path: string) => platform.origin + path;

test('somebody reports in confidence, on a phone without JavaScript', async () => {
	const page = await (await phone(browser, { script: false })).newPage();
	receipt = await fileByPages(page, platform.origin, {
		text: `${secret} supaya boleh lewat.`,
		subject: /Jembatan/,
		place: ['kisaran timur', /Kisaran Timur/],
		privacy: 'confidential',
		name: 'Pelapor Rahasia',
	});
	assert.match(receipt.number, /^[2-9A-Z]{4}-/);
	await page.context().close();
});

test('the public finds nothing: no page, no list, no download, no search, no count of the list', async () => {
	const page = await (await phone(browser, { script: true })).newPage();
	await page.goto(at(`/lacak/${receipt.number}`));
	const said = await page.locator('main').innerText();
	assert.match(said, /tidak tampil untuk umum/);
	assert.doesNotMatch(said, /Mandor|Pelapor|Dinas/, 'not even who holds it');
	await isAccessible(page);
	const unknown = await page.goto(at('/lacak/2222-2222-2222'));
	assert.ok(unknown, 'a number that was never given looks the same');
	const paths = [
		'/laporan',
		'/laporan?q=mandor',
		'/cari?q=mandor',
		'/laporan.csv',
		'/laporan.rss',
		'/laporan.geojson',
	];
	for (const path of paths) {
		const text = await (await fetch(at(path), { signal: AbortSignal.timeout(10_000) })).text();
		assert.doesNotMatch(text, new RegExp(`${receipt.number}|Mandor`), path);
	}
	await page.goto(at('/laporan'));
	assert.match(await page.locator('main').innerText(), /0 laporan/);
	await page.context().close();
});

test('another office of the same government, and the governor, do not read it', async () => {
	for (const who of [neighbour, governor]) {
		const page = await atDesk(browser, platform, who);
		const answer = await page.goto(at(`/meja/${receipt.number}`));
		assert.equal(answer?.status(), 404);
		assert.doesNotMatch(await page.locator('main').innerText(), /Mandor|Pelapor Rahasia/);
		await isAccessible(page);
		await page.goto(at('/meja'));
		assert.equal(await page.locator('a[data-row]').count(), 0, 'nor is it in their inbox');
		await page.context().close();
	}
});

let due = '';
test('the office that handles it reads all, and asks the person; the clock stands still', async () => {
	const page = await atDesk(browser, platform, holder);
	await page.goto(at('/meja'));
	await page.locator('a[data-row]').first().click();
	const said = await page.locator('main').innerText();
	assert.match(said, new RegExp(secret));
	assert.match(said, /Pelapor Rahasia/);
	assert.match(said, /Rahasia/);
	assert.equal(
		await page.locator('details.act summary', { hasText: 'Tayangkan' }).count(),
		0,
		'it is never published',
	);
	const act = await unfold(page, 'Minta keterangan');
	await act.getByLabel('Apa yang kurang?').fill('Hari apa dan jam berapa kejadiannya?');
	await act.getByRole('button', { name: 'Kirim' }).click();
	await page.locator('article').getByText('Menunggu jawaban pelapor').first().waitFor();
	assert.match(await page.locator('article').innerText(), /Penyelesaian: berhenti sementara/);
	await isAccessible(page);
	await page.context().close();
});

test('the person reads the question with the code, sees the clock stand, and answers; it runs again', async () => {
	const page = await (await phone(browser, { script: false })).newPage();
	await openAsPerson(page, platform.origin, receipt);
	const asked = await page.locator('main').innerText();
	assert.match(asked, /Hari apa dan jam berapa kejadiannya\?/);
	assert.match(asked, /Anda menjawab pertanyaan kantor\s+tenggat berhenti sampai dijawab/);
	due = await page.locator('.fact', { hasText: 'Dijawab paling lambat' }).locator('dd').first().innerText();
	await page.getByRole('button', { name: 'Kirim pesan' }).click();
	assert.match(
		await page.locator('main').innerText(),
		/Perlu diperbaiki|Tulis/,
		'an empty answer is refused in words',
	);
	await page.getByLabel('Pesan Anda').fill('Kamis pagi, sekitar jam delapan.');
	await page.getByRole('button', { name: 'Kirim pesan' }).click();
	const answered = await page.locator('main').innerText();
	assert.match(answered, /Kamis pagi, sekitar jam delapan\./);
	assert.match(answered, /tenggat berjalan lagi/);
	assert.match(answered, /Jawaban Dinas Pekerjaan Umum dan Tata Ruang Kabupaten Asahan\s+paling lambat/);
	assert.equal(
		await page.locator('.fact', { hasText: 'Dijawab paling lambat' }).locator('dd').first().innerText(),
		due,
		'a pause of minutes moves no day',
	);
	await page.getByRole('button', { name: 'Tutup akses di perangkat ini' }).click();
	assert.match(
		await page.locator('main').innerText(),
		/tidak tampil untuk umum/,
		'the device forgets the code',
	);
	await page.context().close();
});

test('the officer sees the answer; the answer to it all is for the person alone', async () => {
	const page = await atDesk(browser, platform, holder);
	await page.goto(at(`/meja/${receipt.number}`));
	assert.match(await page.locator('article').innerText(), /Kamis pagi, sekitar jam delapan\./);
	const act = await unfold(page, 'Jawab sebagai selesai');
	await act.getByLabel('Apa yang sudah dikerjakan?').fill('Mandor sudah diganti dan uang dikembalikan.');
	await act.getByLabel('Kalau tidak ada bukti, mengapa?').fill('Berkas pemeriksaan bersifat rahasia.');
	await act.getByRole('button', { name: 'Jawab sebagai selesai' }).click();
	await page.locator('article').getByText('Sudah dijawab').first().waitFor();
	assert.doesNotMatch(await (await fetch(at(`/lacak/${receipt.number}`))).text(), /Mandor/);
	const own = await (await phone(browser, { script: true })).newPage();
	await openAsPerson(own, platform.origin, receipt);
	assert.match(await own.locator('main').innerText(), /Mandor sudah diganti dan uang dikembalikan\./);
	await isAccessible(own);
	await Promise.all([page.context().close(), own.context().close()]);
});

test('guessing codes is held up, and says the same as for a number that never was', async () => {
	const page = await (await phone(browser, { script: false })).newPage();
	const says = async (number: string) => {
		await page.goto(at(`/lacak/${number}`));
		await page.getByLabel('Kode pada tanda terima').fill('AAAA2222');
		await page.getByRole('button', { name: 'Buka', exact: true }).click();
		return (await page.locator('main').innerText()).replaceAll(number, 'N');
	};
	const first = await says(receipt.number);
	const never = `${receipt.number.slice(0, 2)}22-2222-2222`;
	await page.goto(at(`/lacak/${never}`));
	assert.match(first, /tidak cocok/);
	let held = false;
	for (let guess = 0; guess < 12 && !held; guess++) held = /Terlalu banyak/.test(await says(receipt.number));
	assert.ok(held, 'after some guesses nobody guesses on');
	await page.context().close();
});
