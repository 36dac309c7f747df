import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { asahan, deskOf, province } from '../support/cases.ts';
import { openBrowser, type Platform, signIn, startPlatform } from '../support/journey.ts';
import { type Seated, type Staff, staff } from '../support/journey-people.ts';

let platform: Platform;
let browser: Browser;
let people: Staff;
let officer: Seated;
let governor: Seated;
let receipt: { number: string; code: string };
const at = (path: string) => platform.origin + path;

before(async () => {
	platform = await startPlatform();
	browser = await openBrowser();
	people = await staff(platform);
	officer = await people.seat(await deskOf(asahan, 'public-works'), 'officer', 'Petugas Jembatan');
	governor = await people.seat(await deskOf(province, 'leader'), 'regional-head', 'Gubernur (contoh)');
});
after(async () => {
	await people?.close();
	await browser?.close();
	await platform?.stop();
});

/** What the functions given to `evaluate` find in the page; nothing of it is here. */
type Part = {
	id: string;
	textContent: string | null;
	labels?: Iterable<{ textContent: string | null }> | null;
	getAttribute: (name: string) => string | null;
};
declare const document: {
	activeElement: Part | null;
	body: Part;
	documentElement: { scrollWidth: number };
};
declare const innerWidth: number;
declare function getComputedStyle(of: Part): { outlineStyle: string; outlineWidth: string };

const most = 250;
const named = (page: Page) =>
	page.evaluate(() => {
		const one = document.activeElement;
		if (!one || one === document.body) return '';
		const labels = [...(one.labels ?? [])];
		const own = one.getAttribute('aria-label') ?? labels.map((label) => label.textContent).join(' ');
		return (own || one.textContent || '').trim().replace(/\s+/g, ' ');
	});

/** Presses Tab until what has this name is in focus, and is seen to be: it has an outline. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
	const passed: string[] = [];
	for (let step = 0; step < most; step++) {
		await page.keyboard.press('Tab');
		const here = await named(page);
		passed.push(here);
		if (!name.test(here)) continue;
		const outline = await page.evaluate(() => {
			const style = document.activeElement && getComputedStyle(document.activeElement);
			return style ? `${style.outlineStyle} ${style.outlineWidth}` : '';
		});
		assert.doesNotMatch(outline, /^none|0px/, `${here} is seen to be in focus`);
		return;
	}
	assert.fail(`${name} cannot be reached on ${page.url()}: ${passed.slice(0, 40).join(' | ')}`);
}

/** Enter goes where a link or button leads; Space chooses and stays. */
async function press(page: Page, name: RegExp, key: 'Enter' | ' ' = 'Enter'): Promise<void> {
	await tabTo(page, name);
	await Promise.all([key === 'Enter' ? page.waitForEvent('load') : undefined, page.keyboard.press(key)]);
}

/** Sends the form one writes in. */
async function send(page: Page): Promise<void> {
	await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
}

async function write(page: Page, name: RegExp, text: string): Promise<void> {
	await tabTo(page, name);
	await page.keyboard.type(text);
}

test('the first Tab leads past the menu', async () => {
	const page = await (await browser.newContext({ locale: 'id-ID' })).newPage();
	await page.goto(at('/laporan'));
	await page.keyboard.press('Tab');
	assert.equal(await named(page), 'Langsung ke isi halaman');
	await page.keyboard.press('Enter');
	assert.equal(await page.evaluate(() => document.activeElement?.id), 'main');
	await page.context().close();
});

test('somebody files a report without a mouse', async () => {
	const page = await (await browser.newContext({ locale: 'id-ID' })).newPage();
	await page.goto(at('/'));
	await press(page, /^Lapor$/);
	await press(page, /Lanjut/);
	assert.match(
		await page.evaluate(() => document.activeElement?.textContent ?? ''),
		/perbaiki|Tulis/i,
		'the summary of errors has the focus',
	);
	await write(page, /Apa yang ingin Anda sampaikan/, 'Jembatan kayu di kampung kami roboh tadi malam.');
	await press(page, /Lanjut/);
	await press(page, /Pengaduan/, ' ');
	await press(page, /Lanjut/);
	await press(page, /Jembatan/, ' ');
	await press(page, /Lanjut/);
	await write(page, /Cari nama tempat/, 'kisaran timur');
	await send(page);
	await press(page, /Kisaran Timur/);
	await press(page, /Lanjut/);
	if (page.url().includes('/aset')) {
		await press(page, /Tidak tahu|kabupaten/i, ' ');
		await press(page, /Lanjut/);
	}
	await press(page, /^Lanjut|lanjut/);
	await page.waitForURL(/identitas/);
	await press(page, /Petugas yang menangani/, ' ');
	await press(page, /Lanjut/);
	await write(page, /^Nama/, 'Rina (contoh)');
	await press(page, /Lanjut/);
	await press(page, /Kirim laporan/);
	const [number = '', code = ''] = await page.locator('.receipt-number').allInnerTexts();
	assert.match(number, /^[2-9A-Z]{4}-/);
	receipt = { number, code };
	await page.context().close();
});

test('and tracks it', async () => {
	const page = await (await browser.newContext({ locale: 'id-ID' })).newPage();
	await page.goto(at('/'));
	await press(page, /^Lacak$/);
	await write(page, /Nomor laporan berapa/, receipt.number.toLowerCase());
	await send(page);
	await write(page, /Kode pada tanda terima/, receipt.code);
	await send(page);
	await write(page, /Pesan Anda/, 'Anak sekolah harus memutar dua kilometer.');
	await press(page, /Kirim pesan/);
	assert.match(await page.locator('main').innerText(), /harus memutar dua kilometer/);
	await page.context().close();
});

test('the officer finds, starts and answers it by keys', async () => {
	const page = await (
		await browser.newContext({ locale: 'id-ID', viewport: { width: 1440, height: 900 } })
	).newPage();
	await signIn(page, platform.origin, officer);
	await page.goto(at('/meja'));
	await page.keyboard.press('j');
	await page.keyboard.press('Enter');
	await page.waitForURL(new RegExp(receipt.number));
	await page.keyboard.press('s');
	await page.keyboard.type('Kami datang besok pagi.');
	await press(page, /Mulai menangani/);
	await page.locator('article').getByText('Sedang ditangani').first().waitFor();
	await page.keyboard.press('c');
	await page.keyboard.type('Jembatan sementara sudah berdiri.');
	await write(page, /Kalau tidak ada bukti/, 'Hujan, kamera basah.');
	await press(page, /Jawab sebagai selesai/);
	await page.locator('article').getByText('Sudah dijawab').first().waitFor();
	await page.context().close();
});

test('nothing scrolls sideways: 320 px wide, and 400 % on a screen of 1280', async () => {
	const sizes = [
		{ viewport: { width: 320, height: 568 } },
		{ viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 },
	];
	const everybody = [
		'/',
		'/laporan',
		'/laporan?region=12.09&late=1&q=jalan',
		'/transparansi',
		'/transparansi/12.09',
	];
	const more = [
		'/wilayah',
		'/wilayah/12.09',
		'/wilayah/12.09.19',
		'/cari?q=kisaran',
		'/lacak',
		`/lacak/${receipt.number}`,
	];
	const rest = [
		'/lacak/2222-2222-2222',
		'/lapor',
		'/privasi',
		'/aksesibilitas',
		'/bantuan/istilah',
		'/bahasa',
		'/masuk/petugas',
		'/tiada',
	];
	const own: [Seated | undefined, string[]][] = [
		[undefined, [...everybody, ...more, ...rest]],
		[governor, ['/pimpinan', '/pimpinan/daftar?lihat=open', '/meja', `/meja/${receipt.number}`]],
	];
	const wide: string[] = [];
	for (const size of sizes) {
		for (const lang of ['id', 'en']) {
			for (const [who, paths] of own) {
				const context = await browser.newContext({ ...size, locale: 'id-ID' });
				await context.addCookies([{ name: 'lang', value: lang, url: platform.origin }]);
				const page = await context.newPage();
				if (who && lang === 'id') await signIn(page, platform.origin, who);
				for (const path of who && lang !== 'id' ? [] : paths) {
					await page.goto(at(path));
					const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
					if (beyond > 0) wide.push(`${path} ${lang} at ${size.viewport.height}: ${beyond} px`);
				}
				await context.close();
			}
		}
	}
	assert.deepEqual(wide, []);
});
