import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { measurePerformance } from '#casework';
import { asahan, deskOf, medan } from '../support/cases.ts';
import { isAccessible, openBrowser, type Platform, phone, startPlatform } from '../support/journey.ts';
import { atDesk, type Seated, type Staff, staff, unfold } from '../support/journey-people.ts';
import { startSmtp } from '../support/smtp.ts';

let platform: Platform;
let browser: Browser;
let people: Staff;
let officer: Seated;
const smtp = await startSmtp();
const bridge = {
	text: 'Jembatan gantung di Kisaran putus talinya. Telepon saya 0812-3456-7890.',
	subject: 'road.bridge',
	region: '12.09.19',
};
const hole = {
	text: 'Lubang besar di simpang, sudah dua orang jatuh.',
	subject: 'road.pothole',
	region: '12.71.01',
};
const lamp = {
	text: 'Lampu jalan padam di depan sekolah dasar.',
	subject: 'road.street-light',
	region: '12.71.02',
};
const numbers: Record<string, string> = {};
const at = (path: string) => platform.origin + path;

before(async () => {
	platform = await startPlatform(undefined, { SMTP_URL: smtp.url });
	browser = await openBrowser();
	people = await staff(platform);
	officer = await people.seat(await deskOf(asahan, 'public-works'), 'officer', 'Petugas Jembatan');
	await Promise.all(Object.entries({ bridge, hole, lamp }).map(([name, report]) => file(name, report)));
});
after(async () => {
	await people?.close();
	await browser?.close();
	await platform?.stop();
	await smtp.stop();
});

async function file(name: string, report: object): Promise<void> {
	const answer = await fetch(at('/api/v1/reports'), {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ ...report, class: 'complaint', privacy: 'anonymous', key: `umum-${name}-satu` }),
	});
	const said: { number: string } = JSON.parse(await answer.text());
	numbers[name] = said.number;
}

const open = async (script = true): Promise<Page> => (await phone(browser, { script })).newPage();
const listed = (page: Page) =>
	page.locator('tbody th a').evaluateAll((links) => links.map((one) => one.getAttribute('href')));

test('a published report is read by everybody, with its number covered', async () => {
	const desk = await atDesk(browser, platform, officer);
	await desk.goto(at(`/meja/${numbers['bridge']}`));
	const act = await unfold(desk, 'Tayangkan');
	await act.getByRole('button', { name: 'Tayangkan', exact: true }).click();
	await desk.getByText('Laporan ditayangkan').first().waitFor();
	const page = await open();
	await page.goto(at(`/lacak/${numbers['bridge']}`));
	const text = await page.locator('main').innerText();
	assert.match(text, /Jembatan gantung di Kisaran putus talinya/);
	assert.doesNotMatch(text, /3456/);
	await isAccessible(page);
	await Promise.all([desk.context().close(), page.context().close()]);
});

test('filters live in the address, are seen, and are taken away one by one; without JavaScript', async () => {
	const page = await open(false);
	await page.goto(at('/laporan'));
	assert.equal((await listed(page)).length, 3);
	await page.locator('details.filters summary').click();
	await page.getByLabel('Wilayah').selectOption({ label: 'Kota Medan' });
	await page.getByLabel('Topik').selectOption('road.pothole');
	await page.getByRole('button', { name: 'Terapkan' }).click();
	assert.match(page.url(), /region=12\.71/);
	assert.deepEqual(await listed(page), [`/lacak/${numbers['hole']}`]);
	assert.match(await page.locator('main').innerText(), /1 laporan/);
	const address = page.url();
	await page.locator('.chip', { hasText: 'Jalan berlubang' }).click();
	assert.equal((await listed(page)).length, 2, 'the other filter stays');
	await page.goto(address);
	assert.deepEqual(await listed(page), [`/lacak/${numbers['hole']}`], 'the address alone brings it back');
	await page.goto(at('/laporan?region=12.71&order=oldest'));
	const oldest = await listed(page);
	await page.locator('thead, .filters').first().waitFor({ state: 'attached' });
	await page.goto(at('/laporan?region=12.71'));
	assert.deepEqual((await listed(page)).reverse(), oldest, 'the order is in the address too');
	await page.goto(at('/laporan?q=jembatn+gantung'));
	assert.match(
		await page.locator('main').innerText(),
		/Hasil untuk “jembatan gantung”/,
		'typing mistakes are mended, and said',
	);
	assert.deepEqual(await listed(page), [`/lacak/${numbers['bridge']}`]);
	await page.goto(at('/laporan?region=12.13'));
	assert.match(await page.locator('main').innerText(), /Tidak ada laporan yang cocok/);
	await page.context().close();
});

test('the list and what nobody knows are accessible, filtered, empty and wrong', async () => {
	const page = await open();
	for (const path of [
		'/laporan',
		'/laporan?region=12.71&late=1',
		'/laporan?region=tiada',
		'/cari?q=kisaran',
		'/cari?q=qqqq',
	]) {
		await page.goto(at(path));
		await isAccessible(page);
	}
	await page.goto(at('/cari?q=kisaran'));
	await page
		.getByRole('link', { name: /Kisaran Timur/ })
		.first()
		.click();
	await page.waitForURL(/wilayah\/12\.09/);
	await page.goto(at(`/cari?q=${(numbers['hole'] ?? '').toLowerCase().replaceAll('-', ' ')}`));
	assert.match(page.url(), new RegExp(`/lacak/${numbers['hole']}`), 'a number leads to its case');
	await page.context().close();
});

test('the same address as CSV, GeoJSON and RSS takes the same reports away', async () => {
	const page = await open(false);
	await page.goto(at('/laporan?subject=road.bridge'));
	const links = page.locator('.exports a');
	const hrefs = await links.evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''));
	assert.deepEqual(
		hrefs.map((href) => href.replace(/\?.*/, '')),
		['/laporan.csv', '/laporan.geojson', '/laporan.rss'],
	);
	const [csv = '', geojson = '', rss = ''] = await Promise.all(
		hrefs.map(async (href) => (await fetch(at(href))).text()),
	);
	assert.equal(csv.trim().split('\r\n').length, 2, 'the head and one line');
	assert.match(csv, new RegExp(numbers['bridge'] ?? ''));
	const { type, features }: { type: string; features: { properties: { subject: string } }[] } =
		JSON.parse(geojson);
	assert.equal(type, 'FeatureCollection');
	assert.ok(features.every(({ properties }) => properties.subject === 'road.bridge'));
	assert.match(rss, new RegExp(`<item>[^]*${numbers['bridge']}`));
	assert.doesNotMatch(csv + geojson + rss, new RegExp(numbers['hole'] ?? ''));
	await page.context().close();
});

test('a figure says out of how many and as of when, and opens to its reports', async () => {
	await measurePerformance();
	const page = await open();
	await page.goto(at('/transparansi'));
	const said = await page.locator('main').innerText();
	assert.match(said, /Laporan masuk\s+3/);
	assert.match(said, /Keadaan \d+ \w+ 2026, \d\d\.\d\d WIB/);
	assert.match(said, /Terlambat, belum dijawab\s+0\s+0 dari 3/);
	await isAccessible(page);
	await page.locator('.figure-number a').first().click();
	assert.match(page.url(), /\/laporan\?from=\d{4}-\d\d-\d\d&until=\d{4}-\d\d-\d\d/);
	assert.equal((await listed(page)).length, 3);
	await page.goto(at('/transparansi?hari=90&urut=name'));
	const names = await page.locator('tbody th a').allInnerTexts();
	assert.deepEqual(names, [...names].sort(new Intl.Collator('id').compare), 'columns sort by the address');
	await page.goto(at(`/transparansi/${medan}`));
	await isAccessible(page);
	assert.match(await page.locator('main').innerText(), /Laporan masuk\s+2/);
	await page.goto(at('/transparansi?per=2020-01-01'));
	assert.match(await page.locator('main').innerText(), /Belum ada pengukuran sampai 1 Januari 2020/);
	const csv = await (await fetch(at('/transparansi/angka.csv'))).text();
	assert.match(csv, /12\.71,[^\n]*"Kota Medan"/);
	await page.context().close();
});

/** The link of the newest mail that fits, and what it says. */
async function mailTo(address: string, about: RegExp): Promise<string> {
	for (let wait = 0; wait < 120; wait++) {
		const mail = smtp.received.findLast(({ to, data }) => to.includes(address) && about.test(plain(data)));
		if (mail) return plain(mail.data);
		await new Promise((go) => setTimeout(go, 250));
	}
	throw new Error(`no mail to ${address}: ${smtp.received.map(({ data }) => plain(data)).join('\n---\n')}`);
}

/** Quoted-printable made plain. */
function plain(data: string): string {
	const bytes = data
		.replace(/=\r?\n/g, '')
		.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
	return Buffer.from(bytes, 'latin1').toString('utf8');
}
const linkIn = (mail: string) => at(new URL(/http\S+\/ikuti\/[\w-]+/.exec(mail)?.[0] ?? '').pathname);

test('somebody follows by e-mail, hears what happens, and stops', async () => {
	const page = await open(false);
	const address = 'tetangga@contoh.example';
	await page.goto(at(`/lacak/${numbers['bridge']}`));
	await page.getByLabel('Alamat surel').fill('bukan alamat');
	await page.getByRole('button', { name: 'Ikuti', exact: true }).click();
	assert.match(await page.locator('main').innerText(), /alamat surel lengkap/);
	await page.getByLabel('Alamat surel').fill(address);
	await page.getByRole('button', { name: 'Ikuti', exact: true }).click();
	assert.match(await page.locator('main').innerText(), /Periksa surel Anda/);
	const asked = await mailTo(address, /ikuti\//);
	await page.goto(linkIn(asked));
	await page.getByRole('button', { name: 'Ya, kirim kabar' }).click();
	assert.match(await page.locator('main').innerText(), /Anda akan menerima kabar/);
	const desk = await atDesk(browser, platform, officer);
	await desk.goto(at(`/meja/${numbers['bridge']}`));
	await desk.getByRole('button', { name: 'Verifikasi' }).click();
	await desk.getByText('sudah memeriksa kelengkapan').first().waitFor();
	const news = await mailTo(address, /sudah memeriksa laporan/);
	await page.goto(linkIn(news));
	await page.getByRole('button', { name: 'Berhenti' }).click();
	assert.match(await page.locator('main').innerText(), /Surel Anda sudah kami hapus/);
	const before = smtp.received.length;
	const act = await unfold(desk, 'Mulai menangani');
	await act.getByLabel('Apa yang akan dikerjakan, dan kapan?').fill('Tali diganti besok pagi.');
	await act.getByRole('button', { name: 'Mulai menangani' }).click();
	await desk.getByText('mulai menangani').first().waitFor();
	await new Promise((go) => setTimeout(go, 4000));
	assert.equal(
		smtp.received.slice(before).filter(({ to }) => to.includes(address)).length,
		0,
		'nothing more comes',
	);
	await Promise.all([page.context().close(), desk.context().close()]);
});
