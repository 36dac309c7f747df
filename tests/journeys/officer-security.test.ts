import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { after, before, test } from 'node:test';
import pg from 'pg';
import type { Browser, Page } from 'playwright-core';
import {
	enrolWhereAsked,
	isAccessible,
	openBrowser,
	type Platform,
	secondStep,
	signIn,
	startPlatform,
} from '../support/journey.ts';

let platform: Platform;
let browser: Browser;
let database: pg.Client;

before(async () => {
	[platform, browser] = await Promise.all([startPlatform(), openBrowser()]);
	database = new pg.Client({ connectionString: platform.database });
	await database.connect();
});
after(async () => {
	await browser?.close();
	await database?.end();
	await platform?.stop();
});

type Person = { email: string; password: string };
const first: Person = { email: 'operator@contoh.id', password: 'danau yang biru sekali' };
const second: Person = { email: 'operator2@contoh.id', password: 'sungai asahan yang deras' };
const word = 'jembatan kuat dan aman';
const at = (path: string) => platform.origin + path;
const newPage = async () => (await browser.newContext({ locale: 'id-ID', acceptDownloads: true })).newPage();
const press = (page: Page, name: string | RegExp) =>
	page
		.locator('main')
		.getByRole('button', { name, ...(typeof name === 'string' ? { exact: true } : {}) })
		.click();

/** The operator's command, on the installation that runs. */
async function ssp(args: string[], input = ''): Promise<string> {
	const child = spawn(process.execPath, [resolve(import.meta.dirname, '../../bin/ssp.ts'), ...args], {
		env: { ...process.env, DATA_DIR: platform.folder, DATABASE_URL: platform.database },
	});
	let said = '';
	child.stdout.on('data', (bytes) => (said += bytes));
	child.stderr.on('data', (bytes) => (said += bytes));
	child.stdin.end(input);
	const [code] = await once(child, 'close');
	assert.equal(code, 0, said);
	return said;
}

/** Everybody's last proof was an hour ago. */
const growStale = () => database.query("update identity.session set fresh_at = now() - interval '1 hour'");

async function signedIn(person: Person): Promise<Page> {
	const page = await newPage();
	await signIn(page, platform.origin, person);
	return page;
}

test('the first operator sets up a second step before anything opens', async () => {
	const page = await newPage();
	await page.goto(platform.setup.replace(/^http:\/\/[^/]+/, platform.origin));
	await page.getByLabel('Nama', { exact: true }).fill('Operator Diskominfo');
	await page.getByLabel('Surel').fill(first.email);
	await page.getByLabel('Kata sandi baru').fill(first.password);
	await page.locator('main').getByRole('button').first().click();
	await page.waitForURL(/dua-langkah/);
	await isAccessible(page);
	await page.goto(at('/kelola/petugas'));
	assert.match(page.url(), /dua-langkah/, 'nothing else opens');
	await press(page, 'Pasang aplikasi autentikator');
	await page.getByLabel('Kode enam angka').fill('000000');
	await press(page, 'Pasang');
	assert.match(await page.locator('main').innerText(), /tidak cocok/);
	await isAccessible(page);
	await press(page, 'Buat kunci lain');
	await page.goto(at('/meja/akun/dua-langkah'));
	await enrolHere(page, first.email);
	await page.waitForURL(/kelola/);
	await page.context().close();
});

/** The key that is shown already, typed into the app. */
async function enrolHere(page: Page, email: string): Promise<void> {
	await page.locator('main').getByRole('button', { name: 'Buat kunci lain' }).waitFor();
	await database.query('update identity.totp set removed_at = now() where confirmed_at is null');
	await page.goto(at('/meja/akun/dua-langkah'));
	await enrolWhereAsked(page, email);
}

test('the password is half; a code works once, and a used one never again', async () => {
	const page = await newPage();
	const half = async () => {
		await page.context().clearCookies();
		await page.goto(at('/masuk/petugas?kembali=%2Fkelola%2Faturan'));
		await page.getByLabel('Surel').fill(first.email);
		await page.getByLabel('Kata sandi').fill(first.password);
		await press(page, 'Masuk');
		await page.waitForURL(/langkah-kedua/);
	};
	await half();
	await isAccessible(page);
	await page.goto(at('/kelola/petugas'));
	assert.match(page.url(), /masuk\/petugas/, 'half a sign-in opens nothing');
	await half();
	const code = secondStep(first.email);
	await page.getByLabel('Kode dari aplikasi').fill(code);
	await press(page, 'Masuk');
	await page.waitForURL(/kelola\/aturan/);
	await half();
	await page.getByLabel('Kode dari aplikasi').fill(code);
	await press(page, 'Masuk');
	assert.match(await page.locator('main').innerText(), /tidak cocok atau sudah dipakai/);
	await isAccessible(page);
	await page.context().close();
});

test('a dangerous act asks again in the same form, and nothing typed is lost', async () => {
	const page = await signedIn(first);
	await page.goto(at('/kelola/keamanan'));
	await isAccessible(page);
	await growStale();
	const minutes = page.getByLabel('Menit sejak bukti terakhir');
	await minutes.fill('20');
	await page
		.locator('main section', { hasText: 'Bertanya lagi' })
		.getByRole('button', { name: 'Simpan' })
		.click();
	const proof = page.getByLabel('Kode dari aplikasi');
	assert.equal(await minutes.inputValue(), '20');
	await isAccessible(page);
	await proof.fill('000000');
	await page
		.locator('main section', { hasText: 'Bertanya lagi' })
		.getByRole('button', { name: 'Simpan' })
		.click();
	assert.match(await page.locator('main').innerText(), /tidak cocok/);
	await proof.fill(secondStep(first.email));
	await page
		.locator('main section', { hasText: 'Bertanya lagi' })
		.getByRole('button', { name: 'Simpan' })
		.click();
	await page.getByText('Aturan baru sudah berlaku').waitFor();
	assert.equal(await page.getByLabel('Menit sejak bukti terakhir').inputValue(), '20');
	await page.context().close();
});

test('an administrator is made by two', async () => {
	await ssp(['admin', 'create', '--email', second.email, '--name', 'Operator Kedua'], `${second.password}\n`);
	const page = await signedIn(first);
	await page.goto(at('/kelola/petugas/baru?pemda=12.09&q=komunikasi'));
	await page
		.getByRole('link', { name: /Komunikasi/ })
		.first()
		.click();
	await page.getByRole('radio', { name: /Administrator/ }).check();
	await page.getByLabel('Nama', { exact: true }).fill('Admin Asahan');
	await page.getByLabel('Surel', { exact: true }).fill('admin.asahan@contoh.id');
	await press(page, 'Tambah petugas');
	const password = await page.locator('.receipt-number').first().innerText();
	await page.getByText('Menunggu persetujuan orang kedua').waitFor();
	await isAccessible(page);
	await page.goto(at('/kelola/persetujuan?pemda=12.09'));
	assert.equal(await page.getByRole('button', { name: 'Setujui' }).count(), 0, 'not one’s own');
	const other = await signedIn(second);
	await other.goto(at('/kelola/persetujuan?pemda=12.09'));
	await isAccessible(other);
	await press(other, 'Setujui');
	await other.getByText('Sudah disetujui').waitFor();
	await arrive({ email: 'admin.asahan@contoh.id', password });
	for (const one of [page, other]) await one.context().close();
});

/** The first sign-in: another password, a second step. */
async function arrive({ email, password }: Person): Promise<Page> {
	const page = await newPage();
	await signIn(page, platform.origin, { email, password });
	await page.locator('[name=present]').fill(password);
	await page.locator('[name=password]').fill(word);
	await page.locator('main form').first().getByRole('button').click();
	await page.getByText(/sudah diganti/).waitFor();
	await page.goto(at('/masuk/petugas'));
	await enrolWhereAsked(page, email);
	return page;
}

const people = {
	officer: ['Rudi Petugas', 'pupr', /^Petugas/],
	colleague: ['Sari Petugas', 'pupr', /^Petugas/],
	head: ['Kepala PUPR', 'pupr', /^Kepala/],
	inspector: ['Rahmat Pemeriksa', 'inspektorat', /^Petugas/],
	chief: ['Inspektur Asahan', 'inspektorat', /^Inspektur/],
} as const;
type Part = keyof typeof people;
const emailOf = (part: Part) => `${part}@contoh.id`;
const passwords = new Map<string, string>();

test('a list of officers is looked through, carried out, and its passwords fetched once', async () => {
	const page = await signedIn({ email: 'admin.asahan@contoh.id', password: word });
	await page.goto(at('/kelola/petugas/impor'));
	await isAccessible(page);
	const { rows: posts } = await database.query<{ slug: string; title: string }>(
		"select o.slug, p.title from regions.post p join regions.office o on o.pemda = p.pemda and o.id = p.office_id where p.pemda = '12.09'",
	);
	const lines = Object.entries(people).map(([part, [name, slug, title]]) => {
		const post = posts.find((one) => one.slug === slug && title.test(one.title));
		assert.ok(post, `${slug} ${title}`);
		return `${name};${part}@contoh.id;${slug};${post.title}`;
	});
	const text = ['nama;surel;kantor;jabatan', ...lines, 'Salah;bukan;tidak ada;Raja'].join('\r\n');
	const upload = async () => {
		await page.goto(at('/kelola/petugas/impor'));
		const file = { name: 'petugas.csv', mimeType: 'text/csv', buffer: Buffer.from(`\ufeff${text}`) };
		await page.locator('input[type=file]').setInputFiles(file);
		await press(page, 'Periksa daftar');
		await page.waitForURL(/impor\/[0-9a-f]/);
	};
	await upload();
	const seen = page.url();
	await isAccessible(page);
	const report = await page.locator('main').innerText();
	for (const part of [/Baris/, /Akun baru/, /kantor: Kantor ini tidak ada/, /surel: Tulis alamat/])
		assert.match(report, part);
	await upload();
	assert.equal(page.url(), seen, 'the same list is the same import');
	await press(page, /^Mulai untuk 5/);
	await page.getByText(/Selesai: 5 baris/).waitFor();
	const [download] = await Promise.all([
		page.waitForEvent('download'),
		page.getByRole('button', { name: /Unduh 5 kata sandi/ }).click(),
	]);
	const list = readFileSync(await download.path(), 'utf8');
	for (const line of list.trim().split('\r\n').slice(1)) {
		const [, email = '', password = ''] = [...line.matchAll(/"([^"]*)"/g)].map((match) => match[1] ?? '');
		passwords.set(email, password);
	}
	assert.equal(passwords.size, 5);
	await page.reload();
	assert.equal(await page.getByRole('button', { name: /Unduh/ }).count(), 0, 'once');
	await isAccessible(page);
	await page.context().close();
});

const pages = new Map<Part, Page>();
async function as(part: Part): Promise<Page> {
	const known = pages.get(part);
	if (known) return known;
	const page = await arrive({ email: emailOf(part), password: passwords.get(emailOf(part)) ?? '' });
	pages.set(part, page);
	return page;
}

test('an officer on leave lends the desk; the head sees it and takes it back', async () => {
	const [officer, head] = [await as('officer'), await as('head')];
	await officer.goto(at('/meja/akun/cuti'));
	await isAccessible(officer);
	const taker = await officer
		.locator('select[name=receiver] option', { hasText: 'Sari' })
		.getAttribute('value');
	await officer.locator('select[name=receiver]').selectOption(taker ?? '');
	const day = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
	await officer.locator('[name=to]').fill(day);
	await press(officer, 'Titipkan');
	await officer.getByText('Meja sudah dititipkan').waitFor();
	const colleague = await as('colleague');
	await colleague.goto(at('/meja/akun'));
	assert.match(await colleague.locator('main').innerText(), /meja titipan Rudi Petugas/);
	await head.goto(at('/meja/akun/cuti'));
	assert.match(await head.locator('main').innerText(), /Rudi Petugas[\s\S]*Sari Petugas/);
	await head.getByRole('button', { name: /Cabut/ }).click();
	await head.getByText('Titipan sudah dicabut').waitFor();
	await colleague.reload();
	assert.doesNotMatch(await colleague.locator('main').innerText(), /titipan/);
});

test('a confidential case is opened by two, for a while, and the office is told', async () => {
	const number = await confidentialReport();
	const [inspector, chief, head] = [await as('inspector'), await as('chief'), await as('head')];
	await inspector.goto(at(`/meja/${number}`));
	await inspector.getByRole('link', { name: 'Minta akses darurat' }).click();
	await inspector.getByLabel('Mengapa Anda perlu').fill('ingin tahu');
	await press(inspector, 'Kirim permintaan');
	assert.match(await inspector.locator('main').innerText(), /paling sedikit 20 huruf/);
	await isAccessible(inspector);
	await inspector
		.getByLabel('Mengapa Anda perlu')
		.fill('Pengaduan tertulis tentang pegawai kantor ini diterima inspektorat.');
	await press(inspector, 'Kirim permintaan');
	await inspector.getByText('menunggu orang kedua').first().waitFor();
	await chief.goto(at('/meja/akses-darurat'));
	await isAccessible(chief);
	await press(chief, 'Buka');
	await chief.getByText('Laporan terbuka bagi peminta').waitFor();
	await inspector.goto(at('/meja/akses-darurat'));
	await growStale();
	await inspector.getByRole('link', { name: 'Baca' }).click();
	await inspector.waitForURL(/masuk\/lagi/);
	await isAccessible(inspector);
	await inspector.getByLabel('Kode dari aplikasi').fill(secondStep(emailOf('inspector')));
	await press(inspector, 'Lanjut');
	await inspector.getByRole('heading', { name: 'Pungli di kantor' }).waitFor();
	await isAccessible(inspector);
	await head.goto(at(`/meja/${number}`));
	assert.match(await head.locator('main').innerText(), /dibuka untuk Rahmat Pemeriksa/);
	await press(inspector, 'Tutup sekarang');
	await inspector.getByText('Sudah ditutup').waitFor();
	assert.equal(await inspector.getByRole('link', { name: 'Baca' }).count(), 0);
});

/** A report that only the public works of Asahan may read. */
async function confidentialReport(): Promise<string> {
	process.env['DATA_DIR'] = platform.folder;
	const [{ connect, disconnect }, { openReport }, { formatNumber }] = await Promise.all([
		import('#platform/db'),
		import('../support/cases.ts'),
		import('#casework'),
	]);
	connect(platform.database);
	const { number } = await openReport({ privacy: 'confidential', title: 'Pungli di kantor' });
	await disconnect();
	return formatNumber(number);
}

test('a lost phone: two people take the second step off, and the officer sets up another', async () => {
	const administrator = await signedIn({ email: 'admin.asahan@contoh.id', password: word });
	await administrator.goto(at('/kelola/petugas?q=colleague'));
	await administrator.getByRole('link', { name: 'Sari Petugas' }).click();
	await administrator.locator('summary', { hasText: 'Atur ulang langkah kedua' }).click();
	await administrator.getByLabel('Alasan').first().fill('Ponsel dan kertasnya hilang di pasar.');
	await isAccessible(administrator);
	await press(administrator, 'Usulkan');
	await administrator.getByText('Menunggu persetujuan orang kedua').waitFor();
	const colleague = await as('colleague');
	const operator = await signedIn(second);
	await operator.goto(at('/kelola/persetujuan?pemda=12.09'));
	await press(operator, 'Setujui');
	await operator.getByText('Sudah disetujui').waitFor();
	await colleague.goto(at('/meja'));
	assert.match(colleague.url(), /masuk\/petugas/, 'every session ended');
	await colleague.getByLabel('Surel').fill(emailOf('colleague'));
	await colleague.getByLabel('Kata sandi').fill(word);
	await press(colleague, 'Masuk');
	await colleague.waitForURL(/dua-langkah/);
	await enrolWhereAsked(colleague, emailOf('colleague'));
});

test('a suspended officer is out at the next step, wherever they are', async () => {
	const officer = await as('officer');
	const administrator = await signedIn({ email: 'admin.asahan@contoh.id', password: word });
	await administrator.goto(at('/kelola/petugas?q=officer@'));
	await administrator.getByRole('link', { name: 'Rudi Petugas' }).click();
	await administrator.locator('summary', { hasText: 'Bekukan akun' }).click();
	const start = Date.now();
	await press(administrator, 'Bekukan akun');
	await administrator.getByText('Akun dibekukan').waitFor();
	const polled = await officer.evaluate(
		'fetch("/meja/perubahan?sejak=2026-01-01T00:00:00Z", { redirect: "manual" }).then(({ status, type }) => [type, status].join(" "))',
	);
	assert.equal(polled, 'opaqueredirect 0', 'what a desk asks by itself is led to the door');
	await officer.goto(at('/meja'));
	assert.match(officer.url(), /masuk/);
	assert.ok(Date.now() - start < 60_000);
});
