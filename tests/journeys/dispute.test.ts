import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { asahan, deskOf } from '../support/cases.ts';
import { fileByPages, openAsPerson } from '../support/file-report.ts';
import { isAccessible, openBrowser, type Platform, phone, startPlatform } from '../support/journey.ts';
import { atDesk, type Seated, type Staff, staff, unfold } from '../support/journey-people.ts';

let platform: Platform;
let browser: Browser;
let people: Staff;
let officer: Seated;
let head: Seated;
before(async () => {
	platform = await startPlatform();
	browser = await openBrowser();
	people = await staff(platform);
	const works = await deskOf(asahan, 'public-works');
	officer = await people.seat(works, 'officer', 'Petugas Jembatan');
	head = await people.seat(works, 'office-head', 'Kepala Dinas (contoh)');
});
after(async () => {
	await people?.close();
	await browser?.close();
	await platform?.stop();
});

type Receipt = { number: string; code: string };
let receipt: Receipt;
const at = (path: string) => platform.origin + path;
const said = (page: Page) => page.locator('main').innerText();

async function report(page: Page, text: string): Promise<Receipt> {
	return fileByPages(page, platform.origin, {
		text,
		subject: /Jembatan/,
		place: ['kisaran timur', /Kisaran Timur/],
	});
}

async function answer(page: Page, number: string, text: string): Promise<void> {
	await page.goto(at(`/meja/${number}`));
	const act = await unfold(page, 'Jawab sebagai selesai');
	await act.getByLabel('Apa yang sudah dikerjakan?').fill(text);
	await act.getByRole('button', { name: 'Jawab sebagai selesai' }).click();
	assert.match(
		await said(page),
		/alasan mengapa tidak ada|Lampirkan bukti/,
		'closing needs evidence, or a reason',
	);
	assert.equal(
		await act.getByLabel('Apa yang sudah dikerjakan?').inputValue(),
		text,
		'what was typed is kept',
	);
	await act.getByLabel('Kalau tidak ada bukti, mengapa?').fill('Sinyal di lokasi tidak ada.');
	await act.getByRole('button', { name: 'Jawab sebagai selesai' }).click();
	await page.locator('article').getByText('Sudah dijawab').first().waitFor();
}

test('a report is answered; the person is asked whether it is solved, and by when silence closes it', async () => {
	const page = await (await phone(browser, { script: false })).newPage();
	receipt = await report(page, 'Papan jembatan gantung lepas tiga lembar.');
	const desk = await atDesk(browser, platform, officer);
	await answer(desk, receipt.number, 'Tiga papan sudah dipasang.');
	await openAsPerson(page, platform.origin, receipt);
	const text = await said(page);
	assert.match(text, /Apakah sudah selesai\?/);
	assert.match(text, /ditutup sendiri sesudah \d+ \w+ 2026/);
	assert.match(text, /Anda menyatakan: selesai atau belum/);
	await Promise.all([page.context().close(), desk.context().close()]);
});

test('not solved: without a reason it is refused, with one it goes one level up, on the same clock', async () => {
	const page = await (await phone(browser, { script: true })).newPage();
	await openAsPerson(page, platform.origin, receipt);
	await isAccessible(page);
	const due = page.locator('.fact', { hasText: 'Dijawab paling lambat' }).locator('dd').first();
	const promised = await due.innerText();
	await page.getByRole('button', { name: 'Belum selesai' }).click();
	assert.match(await page.locator('.summary-of-errors').innerText(), /Tulis/);
	await isAccessible(page);
	await page.getByLabel('Apa yang belum selesai?').fill('Satu papan masih goyang.');
	await page.getByRole('button', { name: 'Belum selesai' }).click();
	const text = await said(page);
	assert.match(text, /Disanggah pelapor/);
	assert.match(text, /Dinaikkan ke Kepala Dinas/);
	assert.match(text, /Karena disanggah pelapor/);
	assert.equal(await due.innerText(), promised);
	await page.context().close();
});

test('the head of the office finds it on the leader’s page as waiting for a decision', async () => {
	const page = await atDesk(browser, platform, head);
	await page.goto(at('/pimpinan'));
	await isAccessible(page);
	const decide = page.locator('section', { hasText: 'Perlu keputusan Anda' });
	await decide.getByRole('link', { name: /./ }).first().click();
	await page.waitForURL(new RegExp(receipt.number));
	await answer(page, receipt.number, 'Papan keempat diganti, sudah kami coba lewati dengan motor.');
	await page.goto(at('/pimpinan'));
	assert.match(await decide.innerText(), /Tidak ada laporan yang naik sampai ke Anda/);
	await page.context().close();
});

test('solved: the person confirms, rates what they know, and can do neither twice', async () => {
	const page = await (await phone(browser, { script: false })).newPage();
	await openAsPerson(page, platform.origin, receipt);
	await page.getByRole('button', { name: 'Ya, sudah selesai' }).click();
	assert.match(await said(page), /Pelapor menyatakan selesai/);
	const rating = page.locator('#nilai');
	await rating.getByRole('button', { name: 'Kirim penilaian' }).click();
	assert.match(await said(page), /Pilih nilai 1 sampai 4/);
	await page.locator('#nilai input[name=u3][value="4"]').check();
	await page.locator('#nilai input[name=u7][value="3"]').check();
	await page.locator('#nilai textarea').fill('Terima kasih.');
	await page.locator('#nilai').getByRole('button', { name: 'Kirim penilaian' }).click();
	assert.equal(await page.locator('#nilai').count(), 0);
	assert.equal(await page.locator('#selesai').count(), 0);
	const anybody = await (await fetch(at(`/lacak/${receipt.number}`))).text();
	assert.match(anybody, /Pelapor menyatakan masalahnya selesai/);
	assert.doesNotMatch(anybody, /Terima kasih\./, 'a comment of the rating is not for everybody');
	await page.context().close();
});

test('silence: after ten working days the case closes by itself and says so', async () => {
	const page = await (await phone(browser, { script: false })).newPage();
	const second = await report(page, 'Lampu di jembatan mati, gelap sekali kalau malam.');
	const desk = await atDesk(browser, platform, officer);
	await answer(desk, second.number, 'Lampu sudah menyala.');
	await people.runOut(second.number, 'auto-close');
	await page.goto(at(`/lacak/${second.number}`));
	const text = await said(page);
	assert.match(text, /Ditutup karena tidak ada tanggapan pelapor/);
	assert.match(text, /pelapor tidak menanggapi jawaban dalam waktunya/);
	await Promise.all([page.context().close(), desk.context().close()]);
});
