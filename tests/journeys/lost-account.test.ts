import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core';
import { deskOf, province } from '../support/cases.ts';
import {
	enrolWhereAsked,
	isAccessible,
	openBrowser,
	type Platform,
	phone,
	startPlatform,
} from '../support/journey.ts';
import { atDesk, type Staff, staff } from '../support/journey-people.ts';
import { startSmtp } from '../support/smtp.ts';

let smtp: Awaited<ReturnType<typeof startSmtp>>;
let platform: Platform;
let browser: Browser;
let people: Staff;

before(async () => {
	smtp = await startSmtp();
	[platform, browser] = await Promise.all([startPlatform(undefined, { SMTP_URL: smtp.url }), openBrowser()]);
	people = await staff(platform);
});
after(async () => {
	await people?.close();
	await browser?.close();
	await platform?.stop();
	await smtp?.stop();
});

async function enter(page: Page, address: string): Promise<void> {
	const before = smtp.received.length;
	await page.goto(`${platform.origin}/masuk`);
	await page.getByLabel('Surel').fill(address);
	await page.getByRole('button', { name: 'Kirim kode' }).click();
	await page.getByLabel('Kode 6 angka').fill(await smtp.mailedCode(address, before));
	await page.locator('main').getByRole('button', { name: 'Masuk', exact: true }).click();
	await page.waitForURL(/\/akun/);
}

/** The steps of somebody who lost a contact, as far as the code leads. */
async function comeBack(page: Page, lost: string, fresh: string): Promise<void> {
	const before = smtp.received.length;
	await page.goto(`${platform.origin}/masuk`);
	await page.getByRole('link', { name: /Kehilangan/ }).click();
	await page.getByLabel('Nomor HP atau surel yang hilang').fill(lost);
	await page.getByLabel('Nomor HP atau surel yang baru').fill(fresh);
	await page.getByRole('button', { name: 'Kirim kode' }).click();
	await page.getByLabel('Kode 6 angka').fill(await smtp.mailedCode(fresh, before));
	await page.getByRole('button', { name: 'Lanjut' }).click();
}

async function virtualDevice(
	context: BrowserContext,
	page: Page,
): Promise<{ forget: () => Promise<unknown> }> {
	const devtools: CDPSession = await context.newCDPSession(page);
	await devtools.send('WebAuthn.enable');
	const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
		options: {
			protocol: 'ctap2',
			transport: 'internal',
			hasResidentKey: true,
			hasUserVerification: true,
			isUserVerified: true,
		},
	});
	return { forget: () => devtools.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId }) };
}

const [ani, aniNew, thief] = ['ani@contoh.example', 'ani.baru@contoh.example', 'maling@contoh.example'];

test('a thief asks for her account; she hears of it and stops it, without JavaScript', async () => {
	const hers = await (await phone(browser, { script: false })).newPage();
	await enter(hers, ani);
	const his = await (await phone(browser, { script: true })).newPage();
	await comeBack(his, ani, thief);
	assert.match(await his.locator('main').innerText(), /setelah 7 hari/);
	await isAccessible(his);
	const stop = new URL(await smtp.mailed(ani, /(http:\S+\/masuk\/bukan-saya\/\S+)/)).pathname;
	await hers.goto(`${platform.origin}/akun`);
	assert.match(await hers.locator('main').innerText(), /Ada yang sedang meminta masuk/);
	await his.goto(`${platform.origin}${stop}`);
	await isAccessible(his);
	await his.goto('about:blank');
	await hers.goto(`${platform.origin}${stop}`);
	await hers.getByRole('button', { name: 'Bukan saya, hentikan' }).click();
	assert.match(await hers.locator('main').innerText(), /Pemulihan dihentikan/);
	await hers.goto(`${platform.origin}/akun`);
	assert.doesNotMatch(await hers.locator('main').innerText(), /Ada yang sedang meminta masuk/);
	for (const page of [hers, his]) await page.context().close();
});

test('she loses everything, waits, and comes back by a new contact; nothing old works', async () => {
	const old = await (await phone(browser, { script: true })).newPage();
	await enter(old, ani);
	const hers = await (await phone(browser, { script: false })).newPage();
	await comeBack(hers, ani, aniNew);
	assert.match(await hers.locator('.receipt-number').innerText(), /^[2-9A-Z]{5}-[2-9A-Z]{5}$/);
	await smtp.mailed(ani, /akun terbuka pada ([^.]+)/);
	await people.passDays(8);
	await comeBack(hers, ani, aniNew);
	await hers.waitForURL(/\/akun\/keamanan/);
	const text = await hers.locator('main').innerText();
	assert.match(text, new RegExp(aniNew));
	assert.doesNotMatch(text, /ani@contoh/);
	await old.goto(`${platform.origin}/akun`);
	assert.match(old.url(), /\/masuk/, 'the old session ended');
	await smtp.mailed(ani, /(dibuka dengan kontak baru)/);
	for (const page of [old, hers]) await page.context().close();
});

test('an officer with nothing but a passkey shows it in the form of a dangerous act', async () => {
	const seated = await people.seat(await deskOf(province, 'public-works'), 'officer', 'Duma (contoh)');
	const page = await atDesk(browser, platform, seated);
	const device = await virtualDevice(page.context(), page);
	await page.goto(`${platform.origin}/meja/akun/dua-langkah`);
	await page.getByLabel('Nama perangkat').fill('Laptop kantor');
	await page.getByRole('button', { name: 'Buat kunci sandi' }).click();
	await page.locator('.recovery-codes li').first().waitFor();
	assert.equal(await page.locator('.recovery-codes li').count(), 10);
	await people.growStale();
	await page.goto(`${platform.origin}/meja/akun/dua-langkah`);
	const renew = page.getByRole('button', { name: 'Buat sepuluh kode baru' });
	await renew.click();
	await page.getByText('Kunci sandi Anda diminta saat formulir ini dikirim').waitFor();
	await isAccessible(page);
	await renew.click();
	await page.locator('.recovery-codes li').first().waitFor();
	await device.forget();
	await page.context().close();
});

test('an officer makes a passkey, signs in with it alone, loses it and gets in by their app', async () => {
	const seated = await people.seat(await deskOf(province, 'public-works'), 'officer', 'Tigor (contoh)');
	const page = await atDesk(browser, platform, seated);
	const device = await virtualDevice(page.context(), page);
	await page.goto(`${platform.origin}/meja/akun/dua-langkah`);
	await enrolWhereAsked(page, seated.email);
	await page.goto(`${platform.origin}/meja/akun/dua-langkah`);
	await page.getByLabel('Nama perangkat').fill('Laptop kantor');
	await page.getByRole('button', { name: 'Buat kunci sandi' }).click();
	await page.getByRole('button', { name: /Hapus Laptop kantor/ }).waitFor();
	await isAccessible(page);
	await page.context().clearCookies();
	await page.goto(`${platform.origin}/masuk/petugas`);
	await page.getByRole('button', { name: 'Masuk dengan kunci sandi' }).click();
	await page.waitForURL(/\/meja/);
	assert.match(await page.locator('body').innerText(), /Tigor/);
	await device.forget();
	// What a browser says when no device answers, without the minute it may wait first.
	await page.addInitScript(
		"CredentialsContainer.prototype.get = () => Promise.reject(new DOMException('', 'NotAllowedError'))",
	);
	await page.context().clearCookies();
	await page.goto(`${platform.origin}/masuk/petugas`);
	await page.getByRole('button', { name: 'Masuk dengan kunci sandi' }).click();
	await page.getByText('Kunci sandi tidak jadi dipakai').waitFor();
	const again = await atDesk(browser, platform, seated);
	await again.goto(`${platform.origin}/meja/akun/dua-langkah`);
	await again.getByRole('button', { name: /Hapus Laptop kantor/ }).click();
	await again.getByText('Belum ada kunci sandi').waitFor();
	for (const one of [page, again]) await one.context().close();
});
