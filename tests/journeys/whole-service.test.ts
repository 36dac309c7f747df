import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { deskOf, province } from '../support/cases.ts';
import { poppler } from '../support/documents.ts';
import { isAccessible, openBrowser, type Platform, phone, startPlatform } from '../support/journey.ts';
import { atDesk, type Seated, type Staff, staff } from '../support/journey-people.ts';
import { paymentSettings, provider } from '../support/payment-provider.ts';
import { startSmtp } from '../support/smtp.ts';

/**
 * A service from end to end, everybody in a browser: applied for on a phone without JavaScript, sent back for two fields,
 * paid by QRIS, given as a signed file, verified by a stranger, revoked.
 */
let smtp: Awaited<ReturnType<typeof startSmtp>>;
let platform: Platform;
let browser: Browser;
let people: Staff;
let officer: Seated;
let head: Seated;
let budi: BrowserContext;
let page: Page;
let number = '';
let verification = '';

before(async () => {
	smtp = await startSmtp();
	const more = { SMTP_URL: smtp.url, ...paymentSettings };
	[platform, browser] = await Promise.all([startPlatform(undefined, more), openBrowser()]);
	provider.callbackTo = `${platform.origin}/pembayaran/panggilan/penyedia`;
	people = await staff(platform);
	const samsat = await deskOf(province, 'vehicle-tax');
	officer = await people.seat(samsat, 'officer', 'Rotua (contoh)');
	head = await people.seat(samsat, 'office-head', 'Parlin (contoh)');
	budi = await phone(browser, { script: false });
	page = await budi.newPage();
	page.setDefaultTimeout(12_000);
});
after(async () => {
	await people?.close();
	await browser?.close();
	await platform?.stop();
	await smtp?.stop();
});

const main = () => page.locator('main');
const said = () => main().innerText();
const press = (name: string | RegExp) => main().getByRole('button', { name }).first().click();
const fill = (label: string | RegExp, value: string) => main().getByLabel(label).first().fill(value);
const goOn = () => press('Lanjut');
const yes = (group: RegExp, answer: string) =>
	main().getByRole('group', { name: group }).getByLabel(answer, { exact: true }).check();
const paper = (name: string) => ({
	...{ name, mimeType: 'application/pdf' },
	buffer: Buffer.from(`%PDF-1.7\n% ${name}\ntrailer\n<<>>\n%%EOF\n`),
});
const at = (path: string) => `${platform.origin}${path}`;

/** What applies for the yearly tax of a motorcycle, checked before anything is typed twice. */
async function check(): Promise<void> {
	await page.goto(at('/layanan/pajak-kendaraan/periksa'));
	await main().getByLabel('Sepeda motor').check();
	await main().getByLabel('Pajak tahunan').check();
	await fill(/NJKB/, '15.000.000');
	await fill(/ke berapa/, '1');
	await yes(/listrik/, 'Tidak');
	await fill(/bulan terlambat/, '0');
	await yes(/pelat/, 'Ya');
	await main().getByRole('button').last().click();
	await main().getByRole('link', { name: 'Ajukan sekarang' }).click();
}

async function signUp(): Promise<void> {
	const address = 'budi@contoh.example';
	const from = smtp.received.length;
	await page.getByLabel('Surel').fill(address);
	await page.getByRole('button', { name: 'Kirim kode' }).click();
	await page.getByLabel('Kode 6 angka').fill(await smtp.mailedCode(address, from));
	await main().getByRole('button', { name: 'Masuk', exact: true }).click();
	await press('Mulai mengisi');
	await page.waitForURL(/\/akun\/data\?perlu=nik/);
	await page.getByLabel(/Nama/).first().fill('Budi Siregar');
	await page.getByLabel('NIK', { exact: true }).fill('1209190201900001');
	await page.getByLabel(/Tanggal lahir/).fill('1990-01-02');
	await main().locator('form:has([name=nik])').getByRole('button').click();
}

test('he applies on a phone without JavaScript', async () => {
	await check();
	await signUp();
	await fill(/Nomor polisi/, 'BK 1234 AB');
	await fill(/nomor rangka/, '12345');
	await goOn();
	await fill(/Kabupaten atau kota/, 'Kota Medan');
	await yes(/alamat masih sama/, 'Ya');
	await goOn();
	await main().getByLabel('Kantor Samsat', { exact: true }).check();
	await goOn();
	await fill(/nomor mana/, '0812 3456 7890');
	await goOn();
	for (const name of ['stnk.pdf', 'ktp.pdf']) {
		await main().locator('input[type=file]').setInputFiles(paper(name));
		await press(/Unggah dan lanjut/);
	}
	await page.waitForURL(/periksa$/);
	assert.match(await said(), /BK 1234 AB/);
	await press('Kirim permohonan');
	await page.waitForURL(/terkirim/);
	number = await page.locator('.receipt-number').innerText();
});

/** An act of the desk: its name, opened where it is folded, what it asks for, sent. */
async function atTheDesk(act: string, answer: (form: ReturnType<Page['locator']>) => Promise<void>) {
	const desk = await atDesk(browser, platform, officer);
	await desk.goto(at(`/meja/permohonan/${number}`));
	const box = desk.locator('details.act', { has: desk.locator('summary', { hasText: act }) }).first();
	if (!(await box.evaluate((one) => one.hasAttribute('open')))) await box.locator('summary').click();
	await answer(box);
	await box.getByRole('button', { name: act, exact: true }).click();
	await desk.getByText('Langkah diambil.').waitFor();
	await desk.context().close();
}

test('he is sent back for two fields, and corrects only those', async () => {
	await atTheDesk('Minta perbaikan', async (form) => {
		await form.getByLabel('Nomor polisi', { exact: true }).check();
		await form.getByLabel('Lima angka terakhir nomor rangka', { exact: true }).check();
		for (const name of ['Nomor polisi', 'Lima angka terakhir nomor rangka'])
			await form.getByLabel(`Apa yang salah: ${name}`).fill('Tidak sama dengan STNK.');
	});
	await page.goto(at(`/akun/permohonan/${number}`));
	assert.match(await said(), /Tidak sama dengan STNK/);
	await press('Mulai memperbaiki');
	assert.equal(await main().getByRole('link', { name: /^Ubah/ }).count(), 2, 'two fields and no more');
	for (const [field, label, value] of [
		[/^Ubah.*polisi/i, /Nomor polisi/, 'BK 4321 AB'],
		[/^Ubah.*rangka/i, /nomor rangka/, '54321'],
	] as const) {
		await main().getByRole('link', { name: field }).click();
		await fill(label, value);
		await goOn();
	}
	await press('Kirim perbaikan');
	await page.waitForURL(/terkirim/);
});

test('the office says what is due; he pays by QRIS, and a lost callback loses nothing', async () => {
	await atTheDesk('Tetapkan dan tagih', async (form) => {
		for (const box of await form.getByRole('checkbox').all()) await box.check();
		await form.getByLabel(/PKB menurut Samsat/).fill('180.000');
		await form.getByLabel(/Opsen menurut Samsat/).fill('118.800');
	});
	await page.goto(at(`/akun/permohonan/${number}`));
	await main().getByRole('link', { name: /Bayar/ }).first().click();
	assert.match(await said(), /Rp333\.800/);
	await main().getByLabel('QRIS').check();
	await press(/^Bayar Rp333\.800/);
	await main().getByRole('img', { name: 'Kode QRIS' }).waitFor();
	const [reference = ''] = [...provider.payments.keys()];
	provider.times = 0;
	await provider.pay(reference);
	await press('Saya sudah membayar');
	await page.getByText('Pembayaran sudah diterima').waitFor();
	await page.goto(at(`/akun/permohonan/${number}`));
	assert.match(await said(), /Selesai|terbit/i);
});

test('he has a signed file, and a stranger verifies it', async () => {
	for (let waited = 0; waited < 120; waited++) {
		await page.goto(at('/akun/dokumen'));
		if (
			(await main()
				.getByRole('link', { name: /Unduh PDF/ })
				.count()) > 0
		)
			break;
		await page.waitForTimeout(500);
	}
	const [download] = await Promise.all([
		page.waitForEvent('download'),
		main()
			.getByRole('link', { name: /Unduh PDF/ })
			.click(),
	]);
	const file = readFileSync(await download.path());
	assert.match(poppler('pdfsig', file).says, /Signature is Valid/);
	const shown = main()
		.getByRole('link', { name: /Bukti pembayaran/ })
		.first();
	verification = (await shown.getAttribute('href')) ?? '';
	assert.match(verification, /^\/verifikasi\//);
	const stranger = await (await phone(browser, { script: false })).newPage();
	await stranger.goto(at(verification));
	await stranger.getByText('Dokumen ini berlaku').waitFor();
	assert.doesNotMatch(await stranger.content(), /Siregar/);
	await stranger.context().close();
});

test('the head revokes it, and the page says so', async () => {
	const desk = await atDesk(browser, platform, head);
	await desk.goto(at('/meja/dokumen'));
	await desk.locator('main tbody').getByRole('link').first().click();
	await desk.locator('summary', { hasText: 'Cabut' }).click();
	const form = desk.locator('form[action="?/revoke"]');
	await form.getByLabel('Alasan').fill('Data kendaraan ternyata keliru.');
	await form.getByLabel('Dasar hukum').fill('UU 1/2022');
	await form.getByRole('button', { name: 'Cabut' }).click();
	await desk.getByText('Dokumen ini sekarang dicabut.').waitFor();
	const stranger = await (await phone(browser, { script: true })).newPage();
	await stranger.goto(at(verification));
	await stranger.getByText('Dokumen ini sudah dicabut').waitFor();
	await isAccessible(stranger);
	for (const one of [desk, stranger]) await one.context().close();
});
