import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import pg from 'pg';
import type { Browser, Page } from 'playwright-core';
import { isAccessible, openBrowser, type Platform, phone, startPlatform } from '../support/journey.ts';
import { startSmtp } from '../support/smtp.ts';

const run = promisify(execFile);
const top = resolve(import.meta.dirname, '../..');
let smtp: Awaited<ReturnType<typeof startSmtp>>;
let platform: Platform;
let browser: Browser;
let folder: string;
let answer: string;
const at = (path: string) => platform.origin + path;

before(async () => {
	smtp = await startSmtp();
	folder = await mkdtemp(join(tmpdir(), 'ssp-business-'));
	[platform, browser] = await Promise.all([startPlatform(undefined, { SMTP_URL: smtp.url }), openBrowser()]);
});
after(async () => {
	await browser?.close();
	await platform?.stop();
	await smtp?.stop();
	await rm(folder, { recursive: true, force: true });
});

/** A form of a building asks for somebody an officer has seen; how that is done is another journey. */
async function seenByAnOfficer(address: string): Promise<void> {
	const client = new pg.Client({ connectionString: platform.database });
	await client.connect();
	await client.query(
		`update identity.account set level = 'verified'
			where id = (select account_id from identity.contact where address = $1)`,
		[address],
	);
	await client.end();
}

/** The operator's command, on this installation. */
async function ssp(...args: string[]): Promise<string> {
	const env = {
		...process.env,
		DATABASE_URL: platform.database,
		DATA_DIR: platform.folder,
		LOG_LEVEL: 'error',
	};
	const { stdout } = await run(process.execPath, ['bin/ssp.ts', ...args], { cwd: top, env });
	return stdout;
}

const open = async (script: boolean): Promise<Page> => {
	const page = await (await phone(browser, { script })).newPage();
	page.setDefaultTimeout(15_000);
	return page;
};
const next = (page: Page) =>
	page.locator('main').getByRole('button', { name: 'Lanjut', exact: true }).click();
const choose = async (page: Page, option: string) => {
	await page.getByLabel(option, { exact: true }).check();
	await next(page);
};
const fill = async (page: Page, question: string | RegExp, value: string) => {
	await page.getByLabel(question).fill(value);
	await next(page);
};

test('a workshop in Binjai: what it needs, in one answer; on a phone, without JavaScript and without an account', async () => {
	const page = await open(false);
	await page.goto(at('/'));
	await page
		.locator('main')
		.getByRole('link', { name: /^Usaha/ })
		.click();
	await page.getByLabel('Usaha apa yang ingin Anda buka?').fill('bengkel keretta');
	await page.getByRole('button', { name: 'Lihat yang saya perlukan' }).click();
	await page.getByRole('link', { name: 'Reparasi dan Perawatan Sepeda Motor' }).click();
	await page.getByLabel('Di kabupaten atau kota mana?').selectOption({ label: 'Kota Binjai' });
	await next(page);
	await next(page);
	assert.match(await page.locator('main').innerText(), /Jawab pertanyaan ini/, 'nothing was chosen');
	await choose(page, 'Sampai Rp1 miliar (usaha mikro)');
	await choose(page, 'Saya sendiri (perorangan)');
	await choose(page, 'Di ruko, kios, atau gedung yang sudah ada');
	await fill(page, 'Berapa lantai?', 'satu');
	assert.match(await page.locator('main').innerText(), /tidak dapat dibaca/);
	await fill(page, 'Berapa lantai?', '1');
	await choose(page, 'Tidak');
	await choose(page, 'Papan nama di tempat usaha sendiri');
	await fill(page, /Berapa luas papannya/, '2');
	await choose(page, 'Jalan menengah');
	await choose(page, 'Tidak');
	await fill(page, /Berapa pekerja/, '2');
	answer = page.url();
	const said = await page.locator('main').innerText();
	for (const part of [
		/Reparasi dan Perawatan Sepeda Motor di Kota Binjai/,
		/Nomor Induk Berusaha \(NIB\)/,
		/Sertifikat Laik Fungsi/,
		/Rp410\.600/,
		/8 hari kerja/,
		/Binjai/,
		/Tahap 2/,
		/rincian belum dipastikan/i,
	]) {
		assert.match(said, part);
	}
	await page.context().close();
});

test('the answer is its address: whoever gets it sees the same, in either language, and nothing keeps them out', async () => {
	const page = await open(true);
	await page.goto(answer);
	assert.match(await page.locator('main').innerText(), /Rp410\.600/);
	await isAccessible(page);
	for (const path of [
		'/usaha',
		'/usaha/kbli?q=kedai',
		'/usaha/kbli/56102',
		'/usaha/buka?kbli=45407',
		'/usaha/cek',
		'/usaha/wilayah',
		'/usaha/wilayah/12.75',
		'/usaha/kewajiban?skala=small&bentuk=company&pekerja=ya',
	]) {
		await page.goto(at(path));
		await isAccessible(page);
		assert.equal(await page.evaluate('document.documentElement.scrollWidth > innerWidth'), false, path);
	}
	await page.goto(at('/usaha/buka?kbli=00000'));
	assert.match(await page.locator('main').innerText(), /Kode KBLI ini tidak ada/);
	await page.context().close();
});

test('signed in, one start opens every form there is; what is had elsewhere is ticked off', async () => {
	const page = await open(false);
	await page.goto(answer);
	await page.getByRole('link', { name: 'Mulai semua permohonan' }).click();
	await page.getByLabel('Surel').fill('bengkel@contoh.example');
	await page.getByRole('button', { name: 'Kirim kode' }).click();
	await page
		.getByLabel('Kode 6 angka')
		.fill(await smtp.mailed('bengkel@contoh.example', /Subject: (\d{6})\b/));
	await page.locator('main').getByRole('button', { name: 'Masuk', exact: true }).click();
	await page.waitForURL(/\/akun\/usaha\/rencana\/baru\?/);
	await seenByAnOfficer('bengkel@contoh.example');
	await page.getByRole('button', { name: 'Buka semua formulir' }).click();
	await page.waitForURL(/\/akun\/usaha\/rencana\/[0-9a-f-]{36}$/);
	const plan = page.url();
	assert.match(await page.locator('main').innerText(), /0 dari 7 selesai/);
	await page
		.locator('#nib')
		.getByRole('button', { name: /Sudah saya urus/ })
		.click();
	assert.match(await page.locator('main').innerText(), /1 dari 7 selesai/);
	assert.match(
		await page.locator('#sign').innerText(),
		/Formulir belum dibuka/,
		'for a business that has its NIB',
	);
	await page
		.locator('#fitness')
		.getByRole('link', { name: /Lanjutkan formulir/ })
		.click();
	assert.match(page.url(), /\/layanan\/sertifikat-laik-fungsi\/ajukan\/[0-9a-f-]{36}/);
	assert.match(await page.locator('main').innerText(), /Sertifikat Laik Fungsi/i);
	await page.goto(plan);
	assert.match(await page.locator('#fitness').innerText(), /Belum dikirim/);
	const stranger = await open(false);
	await stranger.goto(plan);
	assert.match(stranger.url(), /\/masuk\?kembali=/);
	await Promise.all([page.context().close(), stranger.context().close()]);
});

/** A business of theirs; how it is added is another journey. */
async function withBusiness(address: string): Promise<void> {
	const client = new pg.Client({ connectionString: platform.database });
	await client.connect();
	await client.query(
		`insert into people.business (id, nib, name, kbli, region, responsible_id, added_at, changed_at)
			select gen_random_uuid(), '1234567890123', 'Kedai Ani', '{}', '12.75', account_id, now(), now()
			from identity.contact where address = $1`,
		[address],
	);
	await client.end();
}

/** The middle of Binjai, as a square: what an official file of outlines would hold. */
async function withOutlines(): Promise<void> {
	const [west, south, east, north] = [98.44, 3.55, 98.54, 3.65];
	const ring = [west, south, east, south, east, north, west, north, west, south];
	const coordinates = [ring.flatMap((x, at) => (at % 2 === 0 ? [[x, ring[at + 1]]] : []))];
	const feature = {
		type: 'Feature',
		properties: { code: '12.75' },
		geometry: { type: 'Polygon', coordinates },
	};
	const file = join(folder, 'outlines.geojson');
	await writeFile(file, JSON.stringify({ type: 'FeatureCollection', features: [feature] }));
	assert.match(await ssp('import', 'boundaries', file), /1 outlines/);
}

test('a form that asks for its class and its place: by words that are mistyped, by pressing a map', async () => {
	const address = 'kedai@contoh.example';
	const page = await open(false);
	const text = () => page.locator('main').innerText();
	await page.goto(at('/layanan/surat-keterangan-tempat-usaha/ajukan'));
	await page.getByLabel('Surel').fill(address);
	const from = smtp.received.length;
	await page.getByRole('button', { name: 'Kirim kode' }).click();
	await page.getByLabel('Kode 6 angka').fill(await smtp.mailedCode(address, from));
	await page.locator('main').getByRole('button', { name: 'Masuk', exact: true }).click();
	await page.waitForURL(/ajukan$/);
	await Promise.all([withOutlines(), withBusiness(address), seenByAnOfficer(address)]);
	await page.reload();
	await page.getByLabel(/kabupaten atau kota|tinggal/i).selectOption({ label: 'Kota Binjai' });
	await page.getByRole('button', { name: 'Mulai mengisi' }).click();
	await choose(page, 'Ya');
	await page.getByRole('radio').first().check();
	await next(page);
	await page.getByRole('radio').first().check();
	await next(page);
	await choose(page, 'Tidak');
	await page.getByLabel('Nama lengkap').fill('Ani');
	await fill(page, 'NIK', '1275194201900001');

	await fill(page, /Apa kegiatan usahanya/, 'kedai koppi');
	assert.match(await text(), /Pilih kegiatan yang paling sesuai/);
	assert.match(await text(), /56304 Kedai Minuman/);
	await page.getByRole('radio', { name: /56304/ }).check();
	await next(page);
	await fill(page, /Sejak tahun berapa/, '2019');
	await page.getByLabel('Kelurahan atau desa').fill('Kelurahan Binjai');
	await fill(page, /Nama jalan/, 'Jalan Sudirman 1');
	await page.getByRole('radio').first().check();
	await next(page);

	assert.match(page.url(), /isi\.titik$/);
	const map = page.getByRole('button', { name: /Peta .*Binjai: tekan titiknya/ });
	await fill(page, /Di mana letaknya/, 'binjey');
	assert.match(await text(), /Peta tempat itu ada di bawah/);
	await map.click({ position: { x: 400, y: 200 } });
	assert.match(page.url(), /isi\.titik#peta$/);
	const point = await page.getByLabel(/Di mana letaknya/).inputValue();
	const [lat = 0, lon = 0] = point.split(',').map(Number);
	assert.ok(lat > 3.55 && lat < 3.65 && lon > 98.44 && lon < 98.54, point);
	const drawn = (await map.getAttribute('src')) ?? '';
	assert.match(drawn, new RegExp(`lat=${lat}&lon=${lon}`), 'marked');
	const svg = await (await fetch(new URL(drawn, page.url()))).text();
	const [, cx, cy] = svg.match(/<circle cx="([\d.]+)" cy="([\d.]+)"/) ?? [];
	assert.ok(
		Math.abs(Number(cx) - 400) < 1 && Math.abs(Number(cy) - 200) < 1,
		`where it was pressed: ${cx}, ${cy}`,
	);
	await fill(page, /Di mana letaknya/, '98.49, 3.6');
	assert.match(await text(), /Tulis lintang dan bujur|di luar Sumatera Utara/);
	await fill(page, /Di mana letaknya/, 'https://maps.google.com/?q=3.6012%2C98.4854');
	assert.match(page.url(), /isi\.luas$/);
	await page.goto(page.url().replace(/isi\.luas$/, 'isi.titik'));
	assert.equal(await page.getByLabel(/Di mana letaknya/).inputValue(), '3.6012,98.4854');
	const scripted = await open(true);
	await scripted.context().addCookies(await page.context().cookies());
	await scripted.goto(page.url());
	await isAccessible(scripted);
	assert.equal(await scripted.evaluate('document.documentElement.scrollWidth > innerWidth'), false);
	await Promise.all([page.context().close(), scripted.context().close()]);
});

test('a stranger checks a NIB: what may be known, and no address', async () => {
	const file = join(folder, 'nib.csv');
	const header = 'nib,name,form,scale,region,kbli,status,issued_on,as_of,address';
	await writeFile(
		file,
		`${header}\n1234567890123,Bengkel Maju Jaya,person,micro,12.75,45407,active,2024-01-31,2026-11-01,Jalan Rahasia\n`,
	);
	assert.match(await ssp('import', 'nib', file, '--dry-run'), /Nothing was changed.*1 new/);
	assert.match(await ssp('import', 'nib', file), /1 new/);
	const page = await open(false);
	await page.goto(at('/usaha/cek'));
	await page.getByLabel('NIB atau nomor dokumen').fill('1234 5678 90123');
	await page.getByRole('button', { name: 'Periksa' }).click();
	const said = await page.locator('main').innerText();
	assert.match(said, /Bengkel Maju Jaya/);
	assert.match(said, /Berlaku/);
	assert.doesNotMatch(said, /Rahasia/);
	await page.getByLabel('NIB atau nomor dokumen').fill('9999999999999');
	await page.getByRole('button', { name: 'Periksa' }).click();
	assert.match(await page.locator('main').innerText(), /tidak ada di data/);
	await page.getByLabel('NIB atau nomor dokumen').fill('');
	await page.getByRole('button', { name: 'Periksa' }).click();
	assert.match(await page.locator('main').innerText(), /Tulis NIB/);
	await page.context().close();
});

test('tenders: found, followed by e-mail after a yes, and stopped by one click', async () => {
	const file = join(folder, 'ocds.json');
	const tender = {
		title: 'Rehabilitasi drainase Jalan Soekarno Hatta',
		status: 'active',
		mainProcurementCategory: 'works',
		value: { amount: 750_000_000, currency: 'IDR' },
	};
	const release = {
		ocid: 'ocds-a1-001',
		date: '2026-11-20T08:00:00+07:00',
		buyer: { id: 'ID-KEMENDAGRI-12.75', name: 'Dinas PU Binjai' },
		tender,
	};
	await writeFile(file, JSON.stringify({ version: '1.1', releases: [release] }));
	assert.match(await ssp('import', 'tenders', file), /1 new/);
	const page = await open(false);
	await page.goto(at('/usaha/tender?q=drainase'));
	await page.getByRole('link', { name: /Rehabilitasi drainase/ }).click();
	assert.match(await page.locator('main').innerText(), /Rp750\.000\.000/);
	await page.goBack();
	const rss = await (await fetch(at('/usaha/tender.rss?q=drainase'))).text();
	assert.match(rss, /<title>Rehabilitasi drainase Jalan Soekarno Hatta<\/title>/);
	await page.getByLabel('Alamat surel').fill('pemasok@contoh.example');
	await page.getByRole('button', { name: 'Kabari saya' }).click();
	assert.match(await page.locator('main').innerText(), /Buka surel Anda/);
	const token = await smtp.mailed('pemasok@contoh.example', /\/usaha\/kabar\/([\w-]+)/);
	await page.goto(at(`/usaha/kabar/${token}`));
	await page.getByRole('button', { name: 'Ya, kirim kabar' }).click();
	assert.match(await page.locator('main').innerText(), /Kabar aktif/);
	await page.goto(at(`/usaha/kabar/${token}`));
	await page.getByRole('button', { name: 'Berhenti' }).click();
	assert.match(await page.locator('main').innerText(), /Tidak ada lagi yang dikirim/);
	await page.context().close();
	const looked = await open(true);
	for (const path of [
		'/usaha/tender',
		'/usaha/tender/ocds-a1-001',
		'/usaha/cek?nomor=1234567890123',
		'/usaha/kabar/x',
	]) {
		await looked.goto(at(path));
		await isAccessible(looked);
	}
	await looked.context().close();
});

test('what a business owes becomes a calendar file', async () => {
	const page = await open(false);
	await page.goto(at('/usaha/kewajiban'));
	await page.getByRole('button', { name: 'Lihat kalender' }).click();
	assert.match(await page.locator('main').innerText(), /Ada yang belum dijawab/);
	await page.getByLabel('Berapa modal usahanya?').selectOption({ index: 2 });
	await page.getByLabel('PT, CV, koperasi, atau badan lain').check();
	await page.getByLabel('Ya', { exact: true }).check();
	await page.getByRole('button', { name: 'Lihat kalender' }).click();
	assert.match(await page.locator('main').innerText(), /LKPM/);
	const link = await page.getByRole('link', { name: /Unduh kalender/ }).getAttribute('href');
	const file = await fetch(at(link ?? ''));
	assert.equal(file.headers.get('content-type'), 'text/calendar; charset=utf-8');
	assert.match(await file.text(), /^BEGIN:VCALENDAR\r\n/);
	assert.equal((await fetch(at('/usaha/kewajiban/kalender.ics?skala=x'))).status, 400);
	await page.context().close();
});
