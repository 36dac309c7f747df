import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { listOffices } from '#regions';
import { asahan } from '../support/cases.ts';
import { isAccessible, openBrowser, type Platform, phone, startPlatform } from '../support/journey.ts';
import { atDesk, type Seated, type Staff, staff } from '../support/journey-people.ts';
import { startSmtp } from '../support/smtp.ts';

let smtp: Awaited<ReturnType<typeof startSmtp>>;
let platform: Platform;
let browser: Browser;
let people: Staff;
let counter: Seated;

before(async () => {
	smtp = await startSmtp();
	[platform, browser] = await Promise.all([startPlatform(undefined, { SMTP_URL: smtp.url }), openBrowser()]);
	people = await staff(platform);
	const [registry] = await listOffices(asahan, { function: 'civil-registration' });
	assert.ok(registry);
	counter = await people.seat({ pemda: asahan, officeId: registry.id }, 'officer', 'Rahmat (contoh)');
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

const sari = 'sari@contoh.example';
const son = 'anak@contoh.example';
let sariPhone: BrowserContext;
let mandate: string;

test('a resident registers with a code, on a phone without JavaScript', async () => {
	const page = await (await phone(browser, { script: false })).newPage();
	page.setDefaultTimeout(12_000);
	await page.goto(`${platform.origin}/akun`);
	assert.match(page.url(), /\/masuk\?kembali=/, 'led to the door');
	await page.getByLabel('Surel').fill('bukan alamat');
	await page.getByRole('button', { name: 'Kirim kode' }).click();
	assert.match(await page.locator('main').innerText(), /Tulis nomor HP atau surel yang benar/);
	assert.equal(await page.getByLabel('Surel').inputValue(), 'bukan alamat', 'what was typed is kept');
	await page.getByLabel('Surel').fill(sari);
	await page.getByRole('button', { name: 'Kirim kode' }).click();
	await page.getByLabel('Kode 6 angka').fill('000000');
	await page.locator('main').getByRole('button', { name: 'Masuk', exact: true }).click();
	assert.match(await page.locator('main').innerText(), /Kode salah/);
	await page.getByLabel('Kode 6 angka').fill(await smtp.mailedCode(sari));
	await page.locator('main').getByRole('button', { name: 'Masuk', exact: true }).click();
	await page.waitForURL(/\/akun$/);
	await page.context().close();
});

test('she makes a passkey, signs in with it, loses it and gets in by a code', async () => {
	sariPhone = await phone(browser, { script: true });
	const page = await sariPhone.newPage();
	page.setDefaultTimeout(12_000);
	const devtools = await sariPhone.newCDPSession(page);
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
	await enter(page, sari);
	await page.goto(`${platform.origin}/akun/keamanan`);
	await page.getByLabel('Nama perangkat').fill('HP Sari');
	await page.getByRole('button', { name: 'Buat kunci sandi' }).click();
	await page.getByText('Kunci sandi sudah diubah').waitFor();
	await isAccessible(page);
	await page.getByRole('button', { name: 'Keluar' }).click();
	await page.goto(`${platform.origin}/masuk`);
	await page.waitForURL(/\/akun$/); // what a browser offers while one types, this device says yes to by itself
	await page.getByRole('button', { name: 'Keluar' }).click();
	await page.addInitScript('PublicKeyCredential.isConditionalMediationAvailable = async () => false');
	await page.goto(`${platform.origin}/masuk`);
	await page.getByRole('button', { name: 'Masuk dengan kunci sandi' }).click();
	await page.waitForURL(/\/akun$/);
	await devtools.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId });
	await page.getByRole('button', { name: 'Keluar' }).click();
	await enter(page, sari);
	await page.goto(`${platform.origin}/akun/keamanan`);
	await page.getByRole('button', { name: /Hapus HP Sari/ }).click();
	await page.getByText('Belum ada kunci sandi').waitFor();
});

test('every page of her account is accessible', async () => {
	const [page] = sariPhone.pages();
	assert.ok(page);
	for (const path of [
		'laporan',
		'data',
		'usaha',
		'kuasa',
		'jejak',
		'persetujuan',
		'aplikasi',
		'keamanan',
		'profil',
		'permintaan',
	]) {
		await page.goto(`${platform.origin}/akun/${path}`);
		await isAccessible(page);
	}
	const door = await (await browser.newContext({ locale: 'id-ID' })).newPage();
	for (const path of ['masuk', 'masuk/pulihkan', 'masuk/petugas']) {
		await door.goto(`${platform.origin}/${path}`);
		await isAccessible(door);
	}
	await door.context().close();
});

test('at a counter her card is seen: she is verified, and sees who looked', async () => {
	const [page] = sariPhone.pages();
	assert.ok(page);
	await page.goto(`${platform.origin}/akun/data`);
	await page.getByRole('button', { name: 'Buat kode untuk loket' }).click();
	const code = await page.locator('.receipt-number').innerText();
	await isAccessible(page);
	const desk = await atDesk(browser, platform, counter);
	await desk.goto(`${platform.origin}/meja/loket`);
	await isAccessible(desk);
	await desk.getByLabel('Kode dari warga').fill(code);
	await desk.getByRole('button', { name: 'Buka', exact: true }).click();
	await desk.getByLabel('Nama seperti pada KTP').fill('Sari Siregar (contoh)');
	await desk.getByLabel('NIK').fill('1209194201900002');
	await desk.getByLabel('Tanggal lahir').fill('1991-01-02');
	await desk.getByRole('button', { name: 'Identitas cocok' }).click();
	assert.match(await desk.locator('main').innerText(), /tidak cocok dengan tanggal lahir/);
	await desk.getByLabel('NIK').fill('1209194201900002');
	await desk.getByLabel('Tanggal lahir').fill('1990-01-02');
	await isAccessible(desk);
	await desk.getByRole('button', { name: 'Identitas cocok' }).click();
	await desk.getByText('Sudah diperiksa dan dicatat').waitFor();
	await desk.context().close();
	await page.goto(`${platform.origin}/akun/data`);
	assert.match(await page.locator('main').innerText(), /1209••••••••0002/);
	await page.goto(`${platform.origin}/akun/jejak`);
	const ledger = await page.locator('main').innerText();
	assert.match(ledger, /Rahmat \(contoh\)/);
	assert.match(ledger, /UU 24\/2013/);
	await isAccessible(page);
});

test('she gives her son a mandate by a code; he acts for her; she revokes it', async () => {
	const [page] = sariPhone.pages();
	assert.ok(page);
	await page.goto(`${platform.origin}/akun/kuasa/baru`);
	await page.getByLabel('Mengirim dan mengikuti laporan').check();
	await page.getByLabel('Catatan').fill('Anak saya');
	await page.getByRole('button', { name: 'Buat kode kuasa' }).click();
	mandate = await page.locator('.receipt-number').innerText();
	const his = await (await phone(browser, { script: true })).newPage();
	his.setDefaultTimeout(12_000);
	await enter(his, son);
	await his.goto(`${platform.origin}/akun/kuasa/terima`);
	assert.match(his.url(), /akun\/data\?perlu=nik/, 'led up first');
	await his.getByLabel('Nama seperti pada KTP').fill('Anak Sari (contoh)');
	await his.getByLabel('NIK').fill('1209190201050003');
	await his.getByLabel('Tanggal lahir').fill('2005-01-02');
	await his.getByRole('button', { name: 'Simpan' }).click();
	assert.match(his.url(), /kuasa\/terima/, 'and back');
	await his.getByLabel('Kode kuasa').fill(mandate);
	await his.getByRole('button', { name: 'Lihat isi kuasa' }).click();
	assert.match(await his.locator('main').innerText(), /Sari Siregar/);
	await isAccessible(his);
	await his.getByRole('button', { name: 'Terima kuasa' }).click();
	await his.getByRole('button', { name: 'Bertindak sekarang' }).click();
	await his.getByText('Anda bertindak untuk Sari Siregar').waitFor();
	await isAccessible(his);
	await page.goto(`${platform.origin}/akun/kuasa`);
	assert.match(await page.locator('main').innerText(), /Anak Sari/);
	await page.locator('summary', { hasText: 'Akhiri' }).click();
	await page.getByRole('button', { name: 'Ya, akhiri kuasa ini' }).click();
	await his.goto(`${platform.origin}/akun`);
	assert.equal(await his.getByText('Anda bertindak untuk').count(), 0, 'at the next request');
	await his.context().close();
});

test('everything held about her is one file of hers', async () => {
	const [page] = sariPhone.pages();
	assert.ok(page);
	const answer = await page.request.get(`${platform.origin}/akun/ekspor`);
	const all: { person: { nik: string }; mandates: object; account: { contacts: { address: string }[] } } =
		await answer.json();
	assert.equal(all.person.nik, '1209194201900002');
	assert.equal(all.account.contacts[0]?.address, sari);
	for (const kept of [
		'cases',
		'applications',
		'documents',
		'invoices',
		'plans',
		'reminders',
		'ledger',
		'apps',
	])
		assert.ok(kept in all, kept);
	const stranger = await browser.newContext();
	assert.match((await stranger.request.get(`${platform.origin}/akun/ekspor`)).url(), /\/masuk/);
	await stranger.close();
});
