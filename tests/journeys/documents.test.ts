import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { sessionCookie, startSession } from '#identity';
import { migratorDb } from '#platform/db';
import { newId } from '#platform/ids';
import { device, origin } from '../support/accounts.ts';
import { asahan, type Desk, deskOf } from '../support/cases.ts';
import { issued, poppler, rowOf } from '../support/documents.ts';
import { isAccessible, openBrowser, type Platform, phone, startPlatform } from '../support/journey.ts';
import { atDesk, type Seated, type Staff, staff } from '../support/journey-people.ts';

let platform: Platform;
let browser: Browser;
let people: Staff;
let head: Seated;
let office: Desk;
let token: string;
let given: Awaited<ReturnType<typeof issued>>;
let file: Buffer;
const siti = newId();

before(async () => {
	[platform, browser] = await Promise.all([startPlatform(), openBrowser()]);
	people = await staff(platform);
	office = await deskOf(asahan, 'licensing');
	head = await people.seat(office, 'office-head', 'Ahmad Syukri');
	await migratorDb.query({
		text: `insert into identity.account (id, kind, name, level, created_by) values ($1, 'resident', 'Siti Rahma', 'nik', 'test')`,
		values: [siti],
	});
	({ token } = await startSession(siti, ['code'], { origin, device }));
	given = await issued({ holder: { kind: 'person', id: siti, name: 'Siti Rahma' } });
});
after(async () => {
	await people?.close();
	await browser?.close();
	await platform?.stop();
});

async function asSiti(script = false): Promise<BrowserContext> {
	const context = await phone(browser, { script });
	await context.addCookies([{ name: sessionCookie(false), value: token, url: platform.origin }]);
	return context;
}

async function asStranger(): Promise<Page> {
	const page = await (await phone(browser, { script: false })).newPage();
	page.setDefaultTimeout(15_000);
	return page;
}
const wordsOf = (page: Page) => page.locator('main').innerText();

async function untilReady(ids: string[]): Promise<void> {
	const end = Date.now() + 120_000;
	for (;;) {
		const rows = await Promise.all(ids.map(rowOf));
		if (rows.every(({ sha256 }) => sha256 !== null)) return;
		assert.ok(Date.now() < end, 'the files were not made in two minutes');
		await new Promise((resolve) => setTimeout(resolve, 250));
	}
}

test('the holder downloads a signed file, which pdfsig accepts', async () => {
	await untilReady([given.id]);
	const page = await (await asSiti()).newPage();
	await page.goto(`${platform.origin}/akun/dokumen`);
	const [download] = await Promise.all([
		page.waitForEvent('download'),
		page.getByRole('link', { name: /Unduh PDF/ }).click(),
	]);
	assert.equal(download.suggestedFilename(), `${given.number.replaceAll('/', '-')}.pdf`);
	file = readFileSync(await download.path());
	assert.match(poppler('pdfsig', file).says, /Signature is Valid/);
	await page.context().close();
});

test('a stranger types the number on a phone without JavaScript, and has the file compared', async () => {
	const page = await asStranger();
	await page.goto(`${platform.origin}/verifikasi`);
	await page.getByRole('button', { name: 'Periksa', exact: true }).click();
	assert.match(await wordsOf(page), /Ketik nomor atau kode dokumen/, 'nothing typed');
	await page.getByLabel('Nomor atau kode dokumen').fill(given.number.toLowerCase());
	await page.getByRole('button', { name: 'Periksa', exact: true }).click();
	await page.getByText('Dokumen ini berlaku').waitFor();
	assert.match(await wordsOf(page), /S\*\*\* R\*\*\*/);
	assert.doesNotMatch(await page.content(), /Siti|Rahma|Bengkel/);
	const send = async (bytes: Buffer) => {
		const sent = { name: 'surat.pdf', mimeType: 'application/pdf', buffer: bytes };
		await page.getByLabel('Berkas PDF').setInputFiles(sent);
		await page.getByRole('button', { name: 'Bandingkan' }).click();
	};
	await send(file);
	await page.getByText('Ya, ini berkas yang diterbitkan').waitFor();
	const changed = Buffer.from(file);
	changed[file.length - 30] = (changed[file.length - 30] ?? 0) ^ 1;
	await send(changed);
	await page.getByText('Bukan berkas yang diterbitkan di sini').waitFor();
	await page.goto(`${platform.origin}/verifikasi/skdu/9999/TIDAK-ADA`);
	await page.getByText('Tidak ada dokumen dengan nomor').waitFor();
	await page.context().close();
});

test('the head revokes it with a reason and a fresh proof, and the page says so at once', async () => {
	const desk = await atDesk(browser, platform, head);
	await desk.goto(`${platform.origin}/meja/dokumen?cari=siti`);
	await isAccessible(desk);
	await desk.getByRole('link', { name: given.number }).click();
	await isAccessible(desk);
	await people.growStale();
	await desk.locator('summary', { hasText: 'Cabut' }).click();
	const form = desk.locator('form[action="?/revoke"]');
	await form.getByLabel('Alasan').fill('Alamat usaha ternyata tidak benar.');
	await form.getByLabel('Dasar hukum').fill('Perda 5/2020, Pasal 12');
	await form.getByRole('button', { name: 'Cabut' }).click();
	await desk.getByLabel(/Kata sandi/).fill(head.password);
	await form.getByRole('button', { name: 'Cabut' }).click();
	await desk.getByText('Dokumen ini sekarang dicabut.').waitFor();
	await isAccessible(desk);
	const page = await asStranger();
	await page.goto(`${platform.origin}/verifikasi/${given.number}`);
	await page.getByText('Dokumen ini sudah dicabut').waitFor();
	assert.match(await wordsOf(page), /Perda 5\/2020, Pasal 12/);
	assert.doesNotMatch(await page.content(), /ternyata tidak benar|Syukri/);
	await page.context().close();
	const own = await (await asSiti()).newPage();
	await own.goto(`${platform.origin}/akun/dokumen`);
	assert.match(await wordsOf(own), /Dicabut[\s\S]*ternyata tidak benar/);
	await own.context().close();
	await desk.context().close();
});

test('no page of it keeps somebody out', async () => {
	const page = await (await asSiti(true)).newPage();
	for (const path of [
		'/akun/dokumen',
		'/verifikasi',
		`/verifikasi/${given.number}`,
		'/verifikasi/tidak/ada',
	]) {
		await page.goto(platform.origin + path);
		await isAccessible(page);
		const isWide = await page.evaluate('document.documentElement.scrollWidth > window.innerWidth');
		assert.equal(isWide, false, `${path} is wider than a phone`);
	}
	await page.context().close();
});
