import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { decodeJwt } from 'jose';
import * as client from 'openid-client';
import type { Browser, Page } from 'playwright-core';
import { giveAsahanPost } from '../support/give-post.ts';
import {
	enrolWhereAsked,
	isAccessible,
	openBrowser,
	type Platform,
	phone,
	secondStep,
	signIn,
	startPlatform,
} from '../support/journey.ts';
import { SecondApp } from '../support/second-app.ts';

const email = 'petugas@contoh.id';
const password = 'jembatan kuat dan aman';
let platform: Platform;
let browser: Browser;
let app: SecondApp;
let desk: Page;

before(async () => {
	[platform, browser, app] = await Promise.all([startPlatform(), openBrowser(), SecondApp.start()]);
});
after(async () => {
	await browser?.close();
	await app?.stop();
	await platform?.stop();
});

const press = (page: Page, name: string | RegExp) =>
	page.locator('main').getByRole('button', { name }).first().click();
const heading = (page: Page) => page.getByRole('heading', { level: 1 }).first().innerText();

test('an administrator registers the app of another office, and hands its secret over', async () => {
	desk = await (await browser.newContext({ locale: 'id-ID' })).newPage();
	await desk.goto(platform.setup.replace(/^http:\/\/[^/]+/, platform.origin));
	await desk.getByLabel('Nama', { exact: true }).fill('Operator Diskominfo');
	await desk.getByLabel('Surel').fill('operator@contoh.id');
	await desk.getByLabel('Kata sandi baru').fill('danau yang biru sekali');
	await desk.locator('main').getByRole('button').first().click();
	await desk.waitForURL(/dua-langkah/);
	await enrolWhereAsked(desk, 'operator@contoh.id');
	await desk.goto(`${platform.origin}/kelola/aplikasi?pemda=12.09`);
	await isAccessible(desk);
	await desk.getByRole('link', { name: 'Daftarkan aplikasi' }).click();
	await isAccessible(desk);
	await desk.getByRole('link', { name: 'Aplikasi web dengan server' }).click();
	await desk.getByLabel('Nama aplikasi').fill('Perizinan Asahan');
	await desk.getByLabel('Alamat kembali').fill('http://izin.example/kembali');
	await press(desk, 'Daftarkan aplikasi');
	assert.match(await desk.locator('main').innerText(), /Setiap alamat harus lengkap dan persis/);
	await isAccessible(desk);
	await desk.getByLabel('Petugas', { exact: true }).check();
	await desk.getByLabel('Warga', { exact: true }).check();
	await desk.getByLabel('Alamat kembali').fill(app.redirectUri);
	await desk.getByLabel('mengetahui nama, bahasa').check();
	await desk.getByLabel('mengetahui jabatan').check();
	await desk.getByLabel('Surel pengelola').fill('tim@asahan.example');
	await desk.getByLabel('Alamat setelah keluar').fill(`${app.origin}/`);
	await desk.getByLabel('Alamat pemberitahuan keluar').fill(`${app.origin}/logout-belakang`);
	await desk.getByLabel('Alamat keluar lewat peramban').fill(`${app.origin}/logout-depan`);
	await press(desk, 'Daftarkan aplikasi');
	await desk.getByText('Rahasia ini tampil sekali saja').waitFor();
	await isAccessible(desk);
	const facts = await desk.locator('main dd').allInnerTexts();
	const [issuer = '', clientId = '', secret = ''] = facts;
	assert.equal(issuer, `${platform.origin}/oidc`);
	app.register({ issuer, clientId, secret });
	await desk.getByRole('link', { name: 'Ke daftar aplikasi' }).click();
	await desk.getByRole('link', { name: 'Perizinan Asahan' }).click();
	await isAccessible(desk);
	assert.equal((await desk.content()).includes(secret), false, 'never again');
});

test('an officer signs in to it from its own page, on a phone without JavaScript, and says yes once', async () => {
	const first = await giveAsahanPost(desk, platform.origin, { email, name: 'Sri Rejeki' });
	const page = await (await phone(browser, { script: false })).newPage();
	await signIn(page, platform.origin, { email, password: first });
	await page.goto(`${platform.origin}/meja/akun`);
	await page.locator('[name=present]').fill(first);
	await page.locator('[name=password]').fill(password);
	await page.locator('main form').first().getByRole('button').click();
	await page.getByText(/sudah diganti/).waitFor();
	await page.context().clearCookies();
	await signIn(page, platform.origin, { email, password });
	await page.context().clearCookies();

	await page.goto(app.origin);
	await page.getByRole('link', { name: /Masuk dengan Sumut Smart Province/ }).click();
	assert.match(await heading(page), /Masuk ke Perizinan Asahan/);
	await page.getByRole('link', { name: 'Masuk sebagai petugas' }).click();
	await page.getByLabel('Surel').fill(email);
	await page.getByLabel('Kata sandi').fill(password);
	await press(page, 'Masuk');
	await page.waitForURL(/langkah-kedua|aplikasi|dua-langkah/);
	if (page.url().includes('langkah-kedua')) {
		await page.getByLabel('Kode dari aplikasi').fill(secondStep(email));
		await press(page, 'Masuk');
	}
	await page.getByRole('heading', { name: 'Izinkan Perizinan Asahan?' }).waitFor();
	await press(page, 'Izinkan');
	await page.getByText('Masuk sebagai').waitFor();
	assert.equal(new URL(page.url()).origin, app.origin);
	assert.equal(app.signedIn?.claims['acr'], 'urn:ssp:acr:officer-mfa');

	await page.goto(`${app.origin}/masuk`);
	await page.getByText('Masuk sebagai').waitFor();
	assert.equal(new URL(page.url()).origin, app.origin, 'a second time nothing is asked');
	const told = await client.fetchUserInfo(
		await app.configuration(),
		app.signedIn?.tokens.access_token ?? '',
		app.signedIn?.claims.sub ?? '',
	);
	assert.deepEqual(told['pemda'], ['12.09']);
	await page.goto(`${platform.origin}/meja/akun/aplikasi`);
	await page.getByText('Perizinan Asahan').waitFor();
	await page.context().close();
});

test('its pages keep nobody out', async () => {
	const page = await (await browser.newContext({ locale: 'id-ID' })).newPage();
	await page.goto(`${app.origin}/masuk`);
	await isAccessible(page);
	await press(page, 'Batal');
	await page.waitForURL((url) => url.origin === app.origin);
	await page.goto(`${platform.origin}/oidc/auth?client_id=tidak-ada`);
	assert.match(await heading(page), /tidak dapat membawa Anda masuk/);
	await isAccessible(page);
	await signIn(page, platform.origin, { email, password });
	await page.goto(`${platform.origin}/masuk/perangkat`);
	await page.getByLabel('Kode delapan huruf').fill('BCDF-GHJK');
	await press(page, 'Lanjut');
	assert.match(await page.locator('main').innerText(), /Kode ini tidak ada/);
	await isAccessible(page);
	for (const path of ['/meja/akun/aplikasi', '/meja/akun/penyedia']) {
		await page.goto(`${platform.origin}${path}`);
		await isAccessible(page);
	}
	await desk.goto(`${platform.origin}/kelola/penyedia?pemda=12.09`);
	await isAccessible(desk);
	await page.context().close();
});

test('whoever leaves the app leaves everything, by the back channel and the front', async () => {
	const page = await (await browser.newContext({ locale: 'id-ID' })).newPage();
	await signIn(page, platform.origin, { email, password });
	await page.goto(`${app.origin}/masuk`);
	await page.getByText('Masuk sebagai').waitFor();
	app.told.logoutTokens.length = 0;
	app.told.frames.length = 0;
	await page.getByRole('link', { name: 'Keluar' }).click();
	await page.getByRole('heading', { name: 'Keluar dari semuanya?' }).waitFor();
	await isAccessible(page);
	await press(page, 'Ya, keluar dari semuanya');
	await page.waitForURL((url) => url.origin === app.origin);
	assert.match(app.told.frames[0] ?? '', /logout-depan\?iss=/);
	await page.goto(`${platform.origin}/meja`);
	assert.match(page.url(), /masuk\/petugas/);
	await hear();
	await page.context().close();
});

test('a suspended officer is out of the other app too, within a minute', async () => {
	const page = await (await browser.newContext({ locale: 'id-ID' })).newPage();
	await signIn(page, platform.origin, { email, password });
	await page.goto(`${app.origin}/masuk`);
	await page.getByText('Masuk sebagai').waitFor();
	const { signedIn } = app;
	app.told.logoutTokens.length = 0;
	await desk.goto(`${platform.origin}/kelola/petugas?pemda=12.09`);
	await desk.getByRole('link', { name: 'Sri Rejeki' }).click();
	const from = Date.now();
	await desk.locator('summary').filter({ hasText: 'Bekukan akun' }).click();
	await press(desk, /Bekukan/);
	await desk.waitForURL(/dibekukan/);
	await hear();
	assert.ok(Date.now() - from < 60_000);
	assert.equal(decodeJwt(app.told.logoutTokens[0] ?? '').sub, signedIn?.claims.sub);
	const config = await app.configuration();
	const seen = await client.tokenIntrospection(config, signedIn?.tokens.access_token ?? '');
	assert.equal(seen.active, false);
	await page.goto(app.origin);
	await page.getByText('Belum masuk').waitFor();
	console.log(`  the other app heard after ${Date.now() - from} ms`);
});

/** The app was told by the back channel. */
async function hear(): Promise<void> {
	for (let n = 0; n < 600 && app.told.logoutTokens.length === 0; n++) await sleep(100);
	assert.ok(app.told.logoutTokens.length > 0, 'the app was not told');
}
