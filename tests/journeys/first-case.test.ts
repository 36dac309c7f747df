import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { measurePerformance } from '#casework';
import { deskOf, province } from '../support/cases.ts';
import { giveAsahanPost } from '../support/give-post.ts';
import {
	enrolWhereAsked,
	isAccessible,
	openBrowser,
	type Platform,
	phone,
	signIn,
	startPlatform,
} from '../support/journey.ts';
import { staff } from '../support/journey-people.ts';

let platform: Platform;
let browser: Browser;

before(async () => {
	[platform, browser] = await Promise.all([startPlatform(undefined, {}, { alone: true }), openBrowser()]);
});
after(async () => {
	await browser?.close();
	await platform?.stop();
});

const next = (page: Page) => page.getByRole('button', { name: 'Lanjut', exact: true }).click();
const heading = (page: Page) => page.getByRole('heading', { level: 1 }).first();

let officer: { email: string; password: string };
let receipt: { number: string; code: string };

test('an operator sets the installation up and gives a post', async () => {
	const page = await (await browser.newContext({ locale: 'id-ID' })).newPage();
	await page.goto(platform.setup.replace(/^http:\/\/[^/]+/, platform.origin));
	await isAccessible(page);
	await page.getByLabel('Nama', { exact: true }).fill('Operator Diskominfo');
	await page.getByLabel('Surel').fill('operator@contoh.id');
	await page.getByLabel('Kata sandi baru').fill('danau yang biru sekali');
	await page.locator('main').getByRole('button').first().click();
	await page.waitForURL(/dua-langkah/);
	await isAccessible(page);
	await enrolWhereAsked(page, 'operator@contoh.id');
	await page.waitForURL(/kelola/);
	await isAccessible(page);
	officer = await givePost(page, 'petugas@contoh.id', 'Petugas Jembatan');
	await page.context().close();
});

/** Gives the officer's post of public works in Asahan; returns what they sign in by after their first password. */
async function givePost(
	page: Page,
	email: string,
	name: string,
): Promise<{ email: string; password: string }> {
	const first = await giveAsahanPost(page, platform.origin, { email, name });
	const own = await (await browser.newContext({ locale: 'id-ID' })).newPage();
	await signIn(own, platform.origin, { email, password: first });
	await own.goto(`${platform.origin}/meja/akun`);
	await own.locator('[name=present]').fill(first);
	await own.locator('[name=password]').fill('jembatan kuat dan aman');
	await own.locator('main form').first().getByRole('button').click();
	await own.waitForURL(/meja/);
	await own.getByText(/sudah diganti/).waitFor();
	await own.context().close();
	return { email, password: 'jembatan kuat dan aman' };
}

test('a resident of Kisaran reports a broken bridge on a phone without JavaScript', async () => {
	const page = await (await phone(browser, { script: false })).newPage();
	await page.goto(`${platform.origin}/lapor`);
	await page.getByRole('textbox').fill('pendek');
	await next(page);
	assert.match(await page.locator('main').innerText(), /paling sedikit 10 huruf/);
	assert.equal(await page.getByRole('textbox').inputValue(), 'pendek', 'what was typed is kept');
	await page.getByRole('textbox').fill('Lantai jembatan rusak dan bolong, anak sekolah lewat setiap hari.');
	await next(page);
	await page.getByRole('radio', { name: 'Pengaduan', exact: false }).first().check();
	await next(page);
	await page
		.getByRole('radio', { name: /Jembatan/ })
		.first()
		.check();
	await next(page);
	await page.getByLabel('Cari nama tempat').fill('kisaran timur');
	await page.locator('main').getByRole('button', { name: 'Cari' }).click();
	await page
		.getByRole('button', { name: /Kisaran Timur/ })
		.first()
		.click();
	await page.getByRole('textbox').fill('Dekat pasar');
	await next(page);
	if (page.url().includes('/aset')) {
		await page.getByRole('radio').last().check();
		await next(page);
	}
	await page
		.locator('input[type=file]')
		.setInputFiles({ name: 'jembatan.jpg', mimeType: 'image/jpeg', buffer: await picture('#777766') });
	await page.getByRole('button', { name: 'Unggah dan lanjut' }).click();
	await page.getByRole('radio').nth(0).check();
	await next(page);
	await page.getByLabel('Nama').fill('Sari (contoh)');
	await next(page);
	assert.match(await heading(page).innerText(), /Periksa jawaban/);
	await page.getByRole('button', { name: 'Kirim laporan' }).click();
	const [number = '', code = ''] = await page.locator('.receipt-number').allInnerTexts();
	assert.match(number, /^[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}$/);
	receipt = { number, code };
	await page.goBack();
	await page.goForward();
	assert.equal(
		(await page.locator('.receipt-number').allInnerTexts())[0],
		number,
		'going back makes no second case',
	);
	await page.context().close();
});

async function picture(colour: string): Promise<Buffer> {
	const noise = { type: 'gaussian', mean: 120, sigma: 50 } as const;
	return sharp({ create: { width: 800, height: 600, channels: 3, background: colour, noise } })
		.jpeg()
		.toBuffer();
}

test('the officer of public works finds it, starts, and answers with a photo', async () => {
	const page = await (
		await browser.newContext({ locale: 'id-ID', viewport: { width: 1440, height: 900 } })
	).newPage();
	await signIn(page, platform.origin, officer);
	await page.goto(`${platform.origin}/meja`);
	await isAccessible(page);
	await page.locator('a[data-row]').first().click();
	await isAccessible(page);
	assert.match(await page.locator('article').innerText(), new RegExp(receipt.number));
	await page.getByRole('button', { name: 'Verifikasi' }).click();
	await page.getByText('sudah memeriksa kelengkapan').first().waitFor();
	await page.keyboard.press('c');
	const act = page.locator('details[data-act=c]');
	await act.getByLabel('Apa yang sudah dikerjakan?').fill('Lantai jembatan sudah diganti hari ini.');
	await act
		.locator('input[type=file]')
		.setInputFiles({ name: 'sesudah.jpg', mimeType: 'image/jpeg', buffer: await picture('#998877') });
	await act.getByRole('button', { name: 'Jawab sebagai selesai' }).click();
	await page.locator('article').getByText('Sudah dijawab').first().waitFor();
	await page.context().close();
});

test('the resident disputes nothing and confirms; anybody sees it happened', async () => {
	const page = await (await phone(browser, { script: true })).newPage();
	await page.goto(`${platform.origin}/lacak/${receipt.number}`);
	await isAccessible(page);
	assert.doesNotMatch(await page.locator('main').innerText(), /Sari/, 'no name for the public');
	await page.getByLabel('Kode pada tanda terima').fill('SALAH234');
	await page.getByRole('button', { name: 'Buka', exact: true }).click();
	assert.match(await page.locator('main').innerText(), /tidak cocok/);
	await page.getByLabel('Kode pada tanda terima').fill(receipt.code);
	await page.getByRole('button', { name: 'Buka', exact: true }).click();
	await page.getByRole('button', { name: 'Ya, sudah selesai' }).click();
	await page.getByText('Pelapor menyatakan selesai').first().waitFor();
	await isAccessible(page);
	await page.context().close();
});

test('the governor’s page shows it happened', async () => {
	const people = await staff(platform);
	const leader = await people.seat(await deskOf(province, 'leader'), 'regional-head', 'Gubernur (contoh)');
	await measurePerformance();
	const page = await (await phone(browser, { script: true })).newPage();
	await signIn(page, platform.origin, leader);
	await page.goto(`${platform.origin}/pimpinan`);
	await isAccessible(page);
	const ranks = page.locator('section', { hasText: 'Peringkat tepat waktu' });
	const line = ranks.locator('tr', { hasText: 'Kabupaten Asahan' });
	assert.match(await line.innerText(), /100%\s+1 dari 1/);
	await line.getByRole('link', { name: '100%' }).click();
	await page.locator(`a[href="/lacak/${receipt.number}"]`).click();
	assert.match(await page.locator('main').innerText(), /Pelapor menyatakan masalahnya selesai/);
	await isAccessible(page);
	await page.context().close();
	await people.close();
});

test('every public page is accessible, in both languages and themes', async () => {
	for (const colorScheme of ['light', 'dark'] as const) {
		const page = await (
			await browser.newContext({ locale: colorScheme === 'light' ? 'id-ID' : 'en-US', colorScheme })
		).newPage();
		for (const path of [
			'/',
			'/lapor',
			'/lacak',
			'/laporan',
			'/cari?q=kisaran',
			'/transparansi',
			'/transparansi/12.09',
			'/wilayah',
			'/wilayah/12.09',
			'/masuk',
			'/privasi',
			'/bantuan/istilah',
			'/aksesibilitas',
			'/lacak/2222-2222-2222',
		]) {
			await page.goto(platform.origin + path);
			await isAccessible(page);
		}
		await page.context().close();
	}
});
