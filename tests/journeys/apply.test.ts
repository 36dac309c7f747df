import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { takeTransition } from '#applications';
import { parseNumber } from '#casework';
import { migratorDb } from '#platform/db';
import { newId } from '#platform/ids';
import { getService } from '#services';
import { deskOf, officerAt, province } from '../support/cases.ts';
import { isAccessible, openBrowser, type Platform, phone, startPlatform } from '../support/journey.ts';
import { type Staff, staff } from '../support/journey-people.ts';
import { startSmtp } from '../support/smtp.ts';

let smtp: Awaited<ReturnType<typeof startSmtp>>;
let platform: Platform;
let browser: Browser;
let people: Staff;
/** Her phone, without JavaScript. */
let sari: BrowserContext;
let page: Page;
let number = '';

before(async () => {
	smtp = await startSmtp();
	[platform, browser] = await Promise.all([startPlatform(undefined, { SMTP_URL: smtp.url }), openBrowser()]);
	people = await staff(platform);
	sari = await phone(browser, { script: false });
	page = await sari.newPage();
	page.setDefaultTimeout(12_000);
});
after(async () => {
	await people?.close();
	await browser?.close();
	await platform?.stop();
	await smtp?.stop();
});

const pdf = (name: string) => ({
	...{ name, mimeType: 'application/pdf' },
	buffer: Buffer.from(`%PDF-1.7\n% ${name}\ntrailer\n<<>>\n%%EOF\n`),
});

const main = () => page.locator('main');
const press = (name: string | RegExp) => main().getByRole('button', { name }).first().click();
const heading = () => main().locator('h1').first().innerText();
const goOn = () => press('Lanjut');
async function choose(label: string): Promise<void> {
	await main().getByLabel(label, { exact: true }).check();
	await goOn();
}

test('from the service through its check to the door, the answers with her', async () => {
	await page.goto(`${platform.origin}/layanan/izin-penelitian`);
	await isAccessibleWithout('/layanan/izin-penelitian');
	await main()
		.getByRole('link', { name: /Periksa/ })
		.first()
		.click();
	await main().getByLabel('Mahasiswa atau pelajar').check();
	await main().getByRole('group', { name: /APBN/ }).getByLabel('Tidak').check();
	await main()
		.getByLabel(/berapa kabupaten/)
		.fill('3');
	await main()
		.getByRole('group', { name: /pasien/ })
		.getByLabel('Tidak')
		.check();
	await main().getByRole('button').last().click();
	await main().getByRole('link', { name: 'Ajukan sekarang' }).click();
	assert.match(page.url(), /\/masuk\?kembali=/, 'led to the door');
	const address = 'sari@contoh.example';
	const from = smtp.received.length;
	await page.getByLabel('Surel').fill(address);
	await page.getByRole('button', { name: 'Kirim kode' }).click();
	await page.getByLabel('Kode 6 angka').fill(await smtp.mailedCode(address, from));
	await main().getByRole('button', { name: 'Masuk', exact: true }).click();
	await page.waitForURL(/\/layanan\/izin-penelitian\/ajukan\?/);
	assert.match(await main().innerText(), /4 jawaban dari pemeriksaan syarat ikut terbawa/);
});

test('she is led up to a NIK once, and comes back to where she was', async () => {
	await press('Mulai mengisi');
	await page.waitForURL(/\/akun\/data\?perlu=nik/);
	await page.getByLabel(/Nama/).first().fill('Sari Dewi');
	await page.getByLabel('NIK', { exact: true }).fill('1209194201900001');
	await page.getByLabel(/Tanggal lahir/).fill('1990-01-02');
	await main().locator('form:has([name=nik])').getByRole('button').click();
	await page.waitForURL(/\/ajukan\/[^/]+\/isi\.lembaga$/);
	assert.equal(await heading(), 'Dari kampus atau lembaga mana Anda?', 'what is known is not asked');
});

test('one question per page; what is wrong is said and what was typed is kept; nothing is skipped', async () => {
	await main()
		.getByLabel(/kampus/)
		.fill('');
	await goOn();
	assert.match(await main().innerText(), /Jawab pertanyaan ini/);
	await main()
		.getByLabel(/kampus/)
		.fill('Universitas Sumatera Utara');
	await goOn();
	const here = page.url();
	await page.goto(here.replace(/[^/]+$/, 'isi.telepon'));
	assert.equal(page.url(), here, 'a page that is not reached leads back');
	await page.goto(here.replace(/[^/]+$/, 'periksa'));
	assert.equal(page.url(), here);
	await main().getByLabel(/NIM/).fill('190801001');
	await goOn();
	await choose('Skripsi atau tugas akhir');
	await main().getByLabel(/judul/).fill('Pasar ikan di Tanjung Balai');
	await goOn();
	await main()
		.getByLabel(/ingin Anda ketahui/)
		.fill('Bagaimana harga ikan terbentuk di pasar, untuk skripsi saya.');
	await goOn();
	await choose('Dokumen dan data kantor');
});

test('she stops, and goes on with another device', async () => {
	const other = await phone(browser, { script: true });
	await other.addCookies(await sari.cookies());
	const second = await other.newPage();
	await second.goto(`${platform.origin}/akun/permohonan`);
	await isAccessible(second);
	await second.getByRole('link', { name: /penelitian/ }).click();
	assert.match(await second.locator('main h1').innerText(), /Di mana saja Anda meneliti/);
	await isAccessible(second);
	await other.close();
});

test('places are records: added, found by name, changed, removed', async () => {
	assert.equal(await heading(), 'Di mana saja Anda meneliti?');
	for (const [place, office] of [
		['Kota Tanjung Balai', 'TPI Tanjung Balai'],
		['Kabupaten Asahan', 'Dinas Perikanan'],
	]) {
		await main().getByRole('link', { name: 'Tambah' }).click();
		await main()
			.getByLabel(/Kabupaten atau kota/)
			.fill(place ?? '');
		await main()
			.getByLabel(/Kantor, sekolah/)
			.fill(office ?? '');
		await press('Tambahkan');
		if (!page.url().endsWith('places')) {
			assert.match(await main().innerText(), /Ada beberapa tempat dengan nama itu/);
			await main().getByRole('radio').first().check();
			await press('Tambahkan');
		}
	}
	await press(/^Hapus/);
	assert.equal(await main().getByRole('listitem').count(), 1);
	await goOn();
	await main()
		.getByLabel(/dimulai/)
		.fill('2027-02-01');
	await goOn();
	await main().getByLabel(/bulan/).fill('99');
	await goOn();
	assert.match(await main().innerText(), /paling banyak 12/i);
	await main().getByLabel(/bulan/).fill('6');
	await goOn();
	await choose('Tidak');
	await main()
		.getByLabel(/pembimbing/)
		.fill('Dr. Lubis');
	await goOn();
	await choose('Ya');
	await main()
		.getByLabel(/nomor mana/)
		.fill('0812 3456 7890');
	await goOn();
});

test('files are taken by what they are', async () => {
	const upload = (name: string) => main().locator('input[type=file]').setInputFiles(pdf(name));
	await main()
		.locator('input[type=file]')
		.setInputFiles({ name: 'surat.pdf', mimeType: 'application/pdf', buffer: Buffer.from('bukan pdf') });
	await press(/Unggah dan lanjut/);
	assert.match(await main().innerText(), /bukan jenis yang diminta/);
	for (const name of ['surat.pdf', 'proposal.pdf', 'ktp.pdf']) {
		await upload(name);
		await press(/Unggah dan lanjut/);
	}
	await page.waitForURL(/periksa$/);
});

test('she checks her answers, changes one, and sends twice: one application', async () => {
	const said = await main().innerText();
	for (const word of [
		'Sari Dewi',
		'Universitas Sumatera Utara',
		'surat.pdf',
		'Tidak dipungut biaya',
		'paling lambat',
	]) {
		assert.ok(said.includes(word), word);
	}
	const check = page.url();
	await main().locator('.fact', { hasText: 'kampus' }).first().getByRole('link').click();
	await main()
		.getByLabel(/kampus/)
		.fill('Universitas Negeri Medan');
	await goOn();
	assert.equal(page.url(), check);
	await isAccessibleWithout(new URL(check).pathname);
	const twin = await sari.newPage();
	await twin.goto(check);
	await press('Kirim permohonan');
	await page.waitForURL(/\/akun\/permohonan\/.*terkirim/);
	number = await page.locator('.receipt-number').innerText();
	await twin.locator('main').getByRole('button', { name: 'Kirim permohonan' }).click();
	await twin.waitForURL(/\/akun\/permohonan\//);
	assert.ok(twin.url().includes(number), 'the second tap shows the same number');
	await twin.goto(`${platform.origin}/akun/permohonan`);
	assert.equal(await twin.locator('main tbody tr').count(), 1);
	await twin.close();
	assert.match(await main().innerText(), /Diperiksa kelengkapannya/);
});

/** The office asks for two things to be put right. */
async function askCorrection(): Promise<void> {
	const { definition } = await getService('izin-penelitian');
	const desk = await deskOf(province, definition.provider.function);
	const { rows } = await migratorDb.query<{ id: string; seq: number }>({
		text: 'select id, seq from applications.application where number = $1',
		values: [parseNumber(number)],
	});
	const [app] = rows;
	assert.ok(app);
	await takeTransition(officerAt(desk), {
		...{ pemda: province, id: app.id, transition: 'ask-correction', seenVersion: app.seq, key: newId() },
		correction: {
			items: [
				{ field: 'title', reason: 'Judul berbeda dengan proposal.' },
				{ paper: 'letter', reason: 'Surat belum bertanda tangan.' },
			],
		},
	});
}

test('she is sent back for two things and corrects only those', async () => {
	await askCorrection();
	await page.goto(`${platform.origin}/akun/permohonan/${number}`);
	await isAccessibleWithout(`/akun/permohonan/${number}`);
	assert.match(await main().innerText(), /Judul berbeda dengan proposal/);
	await press('Mulai memperbaiki');
	assert.equal(await main().getByRole('link', { name: /^Ubah/ }).count(), 2, 'two things and no more');
	await press('Kirim perbaikan');
	assert.match(await main().innerText(), /Belum ada yang Anda ubah/);
	await main()
		.getByRole('link', { name: /^Ubah.*judul/i })
		.click();
	assert.match(await main().innerText(), /Judul berbeda dengan proposal/);
	await main().getByLabel(/judul/).fill('Harga ikan di Tanjung Balai');
	await goOn();
	await press('Kirim perbaikan');
	await page.waitForURL(/terkirim/);
	const said = await main().innerText();
	assert.match(said, /Harga ikan di Tanjung Balai/);
	assert.match(said, /Universitas Negeri Medan/, 'all else stays');
	assert.match(said, /Janji berhenti dihitung/);
});

test('she takes it back, and applies again with everything filled in', async () => {
	await page.goto(`${platform.origin}/akun/permohonan/${number}`);
	await main().locator('summary', { hasText: 'Tarik permohonan' }).click();
	await press('Tarik permohonan ini');
	assert.match(await main().innerText(), /Anda tarik kembali/);
	await press(/ajukan lagi/i);
	await page.waitForURL(/periksa$/);
	assert.match(await main().innerText(), /Harga ikan di Tanjung Balai/);
	await press('Kirim permohonan');
	await page.waitForURL(/terkirim/);
	assert.notEqual(await page.locator('.receipt-number').innerText(), number);
});

test('the same service as a form of paper', async () => {
	await isAccessibleWithout('/layanan/izin-penelitian/formulir');
	await page.goto(`${platform.origin}/layanan/izin-penelitian/formulir`);
	const said = await main().innerText();
	assert.match(said, /Dari kampus atau lembaga mana Anda\?/);
	assert.match(said, /\/layanan\/izin-penelitian\/ajukan/);
});

/** As `isAccessible`, in a browser with scripts, which the check needs, signed in as she is. */
async function isAccessibleWithout(path: string): Promise<void> {
	const context = await phone(browser, { script: true });
	await context.addCookies(await sari.cookies());
	const shown = await context.newPage();
	await shown.goto(`${platform.origin}${path}`);
	await isAccessible(shown);
	await context.close();
}
