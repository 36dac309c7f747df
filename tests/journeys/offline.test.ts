import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { isAccessible, openBrowser, type Platform, phone, startPlatform } from '../support/journey.ts';
import { exifOf, makePhoto } from '../support/media.ts';

let platform: Platform;
let browser: Browser;

before(async () => {
	[platform, browser] = await Promise.all([startPlatform(), openBrowser()]);
});
after(async () => {
	await browser?.close();
	await platform?.stop();
});

const at = (path: string) => platform.origin + path;
const kept = (page: Page) => page.locator('[data-list] > li');

// Run in the browser, whose types the tests do not have.
const isControlled = `navigator.serviceWorker.ready.then(({ active }) =>
	active.state === 'activated' && navigator.serviceWorker.controller !== null)`;
const cachedPaths = `caches.keys().then(async (names) => {
	const all = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
	return all.flat().map(({ url }) => new URL(url).pathname);
})`;
const workersAndCaches = `navigator.serviceWorker.getRegistrations().then(async (all) =>
	[...all.map(({ scope }) => scope), ...(await caches.keys())])`;

async function until(isSo: () => Promise<boolean>): Promise<void> {
	for (const end = Date.now() + 40_000; !(await isSo()); await sleep(100)) {
		assert.ok(Date.now() < end, 'it never came to be');
	}
}

/** Somebody who opened the form once, with a signal. */
async function visited(): Promise<{ context: BrowserContext; page: Page }> {
	const context = await phone(browser, { script: true });
	context.setDefaultTimeout(40_000);
	const page = await context.newPage();
	await page.goto(at('/lapor'));
	await until(() => page.evaluate<boolean>(isControlled));
	return { context, page };
}

async function fillIn(page: Page, text: string, photos: Buffer[] = []): Promise<void> {
	await page.getByRole('textbox', { name: 'Apa yang ingin' }).fill(text);
	await page.getByRole('radio', { name: 'Pengaduan', exact: false }).first().check();
	await page.getByLabel('Tentang apa?').selectOption('road.bridge');
	await page.getByLabel('Kabupaten atau kota').selectOption('12.09');
	await page.getByLabel('Kecamatan').selectOption('12.09.20');
	await page.getByLabel('Di mana tepatnya?').fill('Dekat pasar');
	await page.getByRole('radio', { name: 'Petugas yang menangani' }).check();
	await page.getByLabel('Nama', { exact: false }).last().fill('Sari (contoh)');
	const files = photos.map((buffer, n) => ({ name: `jembatan-${n}.jpg`, mimeType: 'image/jpeg', buffer }));
	await page.getByLabel('Foto', { exact: false }).first().setInputFiles(files);
}

const send = (page: Page) => page.getByRole('button', { name: 'Kirim laporan' }).click();
const numberOf = async (page: Page) =>
	(await kept(page).locator('[data-is=number]').first().innerText()).trim();

/** 200 when there is such a case. */
async function askFor(number: string): Promise<number> {
	return (await fetch(at(`/api/v1/cases/${number}`))).status;
}

test('without a signal the form opens, keeps a report with photos, and sends it once', async () => {
	const { context, page } = await visited();
	await context.setOffline(true);
	await page.goto(at('/lapor'));
	await isAccessible(page);
	await send(page);
	assert.match(await page.locator('[data-summary]').innerText(), /paling sedikit 10 huruf/);
	await isAccessible(page);
	const photos = [await makePhoto(1, { exif: exifOf('2026:11:20 09:30:00') }), await makePhoto(2)];
	await fillIn(page, 'Lantai jembatan bolong, anak sekolah lewat setiap hari.', photos);
	await send(page);
	await kept(page).getByText('Menunggu sinyal').waitFor();
	assert.match(await kept(page).innerText(), /2 foto/);
	await isAccessible(page);
	await page.close();

	const [one, two] = [await context.newPage(), await context.newPage()];
	await one.goto(at('/lapor/luring'));
	await two.goto(at('/lapor'));
	assert.equal(await kept(one).count(), 1, 'the tab died, the report did not');
	await context.setOffline(false);
	await kept(one).getByText('Terkirim', { exact: true }).waitFor();
	const number = await numberOf(one);
	assert.equal(await askFor(number), 200);
	await isAccessible(one);
	assert.doesNotMatch(
		await one.locator('[data-list]').innerText(),
		/bolong/,
		'what was written has left the phone',
	);

	const code = (await kept(one).locator('[data-is=code]').innerText()).trim();
	await one.goto(at(`/lacak/${number}`));
	await one.getByLabel('Kode pada tanda terima').fill(code);
	await one.getByRole('button', { name: 'Buka', exact: true }).click();
	await one.getByText('Lantai jembatan bolong').first().waitFor();
	assert.equal(await one.locator('main img').count(), 2);
	await context.close();
});

test('the phone keeps one page drawn for nobody, and what it is made of', async () => {
	const { context, page } = await visited();
	for (const path of ['/lacak', '/lapor', '/masuk', '/laporan']) await page.goto(at(path));
	const paths = await page.evaluate<string[]>(cachedPaths);
	assert.ok(paths.includes('/lapor/luring'));
	assert.deepEqual(
		paths.filter((path) => !/^\/(_app\/immutable|js)\/|^\/favicon\.svg$|^\/lapor\/luring$/.test(path)),
		[],
	);
	await context.close();
});

test('the signal goes in the middle of the form: the answers come along', async () => {
	const { context, page } = await visited();
	await page.getByRole('textbox').fill('Pohon tumbang menutup jalan ke sekolah.');
	await page.getByRole('button', { name: 'Lanjut', exact: true }).click();
	await page.getByRole('radio').first().check();
	await context.setOffline(true);
	await page.getByRole('button', { name: 'Lanjut', exact: true }).click();
	await page.getByText('Sinyal hilang').waitFor();
	assert.match(await page.getByRole('textbox', { name: 'Apa yang ingin' }).inputValue(), /Pohon tumbang/);
	assert.ok(await page.getByRole('radio').first().isChecked());
	await context.close();
});

test('a server that is busy is asked again; one that says no is shown, and the report can be mended', async () => {
	const { context, page } = await visited();
	const answers = [503, 429, 502];
	await context.route('**/api/v1/reports', (route) => {
		const status = answers.shift();
		return status ? route.fulfill({ status, body: 'nanti' }) : route.continue();
	});
	await page.goto(at('/lapor/luring'));
	await fillIn(page, 'Lampu jalan mati semua sejak dua minggu.');
	await page.getByLabel('Surel').fill('bukan alamat');
	await send(page);
	for (let tries = 0; tries < 3; tries++) {
		await kept(page).getByText('Menunggu sinyal').waitFor();
		await kept(page).getByRole('button', { name: 'Kirim sekarang' }).click();
	}
	await kept(page).getByText('Belum diterima').waitFor();
	assert.match(await kept(page).innerText(), /alamat surel lengkap/);
	await kept(page).getByRole('button', { name: 'Ubah' }).click();
	await kept(page).getByText('Ditahan').waitFor();
	assert.match(await page.getByRole('textbox', { name: 'Apa yang ingin' }).inputValue(), /Lampu jalan/);
	await page.getByLabel('Surel').fill('sari@contoh.id');
	await send(page);
	await kept(page).getByText('Terkirim', { exact: true }).waitFor();
	await page.reload();
	page.on('dialog', (dialog) => dialog.accept());
	await kept(page).getByRole('button', { name: 'Hapus dari ponsel ini' }).click();
	await page.getByText('Tidak ada.').waitFor();
	await context.close();
});

test('a photo that is no photo is refused with its name; nothing typed is lost', async () => {
	const { context, page } = await visited();
	await page.goto(at('/lapor/luring'));
	await fillIn(page, 'Sampah menumpuk di tepi sungai sejak seminggu.', [Buffer.from('bukan foto')]);
	await send(page);
	await kept(page).getByText('Belum diterima').waitFor();
	assert.match(await kept(page).innerText(), /jembatan-0\.jpg: /);
	await kept(page).getByRole('button', { name: 'Ubah' }).click();
	await page
		.getByLabel('Foto', { exact: false })
		.first()
		.setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: await makePhoto(3) });
	await send(page);
	await kept(page).getByText('Terkirim', { exact: true }).waitFor();
	await context.close();
});

/** Through the form of many pages up to the last button. */
async function answerAll(page: Page): Promise<void> {
	const next = () => page.getByRole('button', { name: 'Lanjut', exact: true }).click();
	await page.goto(at('/lapor'));
	await page.getByRole('textbox').fill('Gorong-gorong ambruk di depan puskesmas.');
	await next();
	await page.getByRole('radio').first().check();
	await next();
	await page.getByRole('radio').first().check();
	await next();
	await page.getByRole('button', { name: 'Saya tidak tahu' }).click();
	if (page.url().includes('/aset')) {
		await page.getByRole('radio').last().check();
		await next();
	}
	await page.getByRole('button', { name: 'Unggah dan lanjut' }).click();
	await page.getByRole('radio').last().check();
	await next();
	await page.getByRole('heading', { name: 'Periksa jawaban Anda' }).waitFor();
}

test('the answer to the last button is lost: sent again by itself, and still one report', async () => {
	const { context, page } = await visited();
	await answerAll(page);
	const numbers: string[] = [];
	await context.route('**/lapor/kirim', async (route) => {
		const answer = await route.fetch();
		numbers.push((await answer.json()).number);
		if (numbers.length === 1) await route.abort('connectionreset');
		else await route.fulfill({ response: answer });
	});
	await send(page);
	await page.waitForURL('**/lapor/luring#tersimpan');
	await kept(page).getByText('Terkirim', { exact: true }).waitFor();
	assert.deepEqual(new Set(numbers), new Set([await numberOf(page)]));
	await context.close();
});

test('with a signal the last button leads to the receipt as without the script', async () => {
	const { context, page } = await visited();
	await answerAll(page);
	await send(page);
	await page.waitForURL('**/lapor/terkirim');
	assert.match(await page.locator('.receipt-number').first().innerText(), /-/);
	await context.close();
});

test('everything of this phone can be removed', async () => {
	const { context, page } = await visited();
	await context.setOffline(true);
	await page.goto(at('/lapor/luring'));
	await fillIn(page, 'Parit tersumbat di depan rumah ibadah.');
	await send(page);
	await kept(page).getByText('Menunggu sinyal').waitFor();
	page.on('dialog', (dialog) => dialog.accept());
	await page.getByRole('button', { name: 'Hapus semuanya dari ponsel ini' }).click();
	await page.getByText('Semuanya sudah dihapus').waitFor();
	const left = await page.evaluate<string[]>(workersAndCaches);
	assert.deepEqual(left, []);
	assert.equal(await kept(page).count(), 0);
	await context.close();
});

test('in English, on a small screen, the same', async () => {
	const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 320, height: 640 } });
	const page = await context.newPage();
	await page.goto(at('/lapor/luring'));
	await page.getByRole('heading', { name: 'Report without a signal' }).waitFor();
	await isAccessible(page);
	const wide = await page.evaluate<number>('document.documentElement.scrollWidth');
	assert.ok(wide <= 320, `${wide} px wide`);
	await context.close();
});

test('an operator can end it: the worker goes at the next visit, what waits stays', async () => {
	const { context, page } = await visited();
	await context.setOffline(true);
	await page.goto(at('/lapor/luring'));
	await fillIn(page, 'Tiang listrik miring di depan sekolah dasar.');
	await send(page);
	await kept(page).getByText('Menunggu sinyal').waitFor();
	const { port } = new URL(platform.origin);
	platform.child.kill('SIGTERM');
	await once(platform.child, 'exit');
	platform = await startPlatform(platform, { PORT: port, OFFLINE_FORM: 'off' });
	await context.setOffline(false);
	await page.goto(at('/lapor'));
	await until(async () => (await page.evaluate<string[]>(workersAndCaches)).length === 0);
	await page.goto(at('/lapor/luring'));
	await kept(page).getByText('Terkirim', { exact: true }).waitFor();
	await context.close();
});
