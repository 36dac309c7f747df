import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { asahan, type Desk, deskOf, province } from '../support/cases.ts';
import { fileByPages, openAsPerson } from '../support/file-report.ts';
import { isAccessible, openBrowser, type Platform, phone, startPlatform } from '../support/journey.ts';
import { atDesk, type Seated, type Staff, staff, unfold } from '../support/journey-people.ts';

let platform: Platform;
let browser: Browser;
let people: Staff;
let giver: Seated;
let provincial: Seated;
let receiver: Seated;
let worksOfProvince: Desk;
let worksOfBatuBara: Desk;
const batuBara = '12.19';

before(async () => {
	platform = await startPlatform();
	browser = await openBrowser();
	people = await staff(platform);
	giver = await people.seat(await deskOf(asahan, 'public-works'), 'officer', 'Petugas Asahan');
	worksOfProvince = await deskOf(province, 'public-works');
	worksOfBatuBara = await deskOf(batuBara, 'public-works');
	provincial = await people.seat(worksOfProvince, 'officer', 'Petugas Provinsi');
	receiver = await people.seat(worksOfBatuBara, 'officer', 'Petugas Batu Bara');
});
after(async () => {
	await people?.close();
	await browser?.close();
	await platform?.stop();
});

let receipt: { number: string; code: string };
const dueOf = (page: Page) =>
	page.locator('.fact', { hasText: 'Dijawab paling lambat' }).locator('dd').first().innerText();
let promised = '';

test('a bridge near the border is reported to Asahan on a phone without JavaScript', async () => {
	const page = await (await phone(browser, { script: false })).newPage();
	receipt = await fileByPages(page, platform.origin, {
		text: 'Jembatan di perbatasan Asahan dan Batu Bara patah, mobil tidak bisa lewat.',
		subject: /Jembatan/,
		place: ['kisaran timur', /Kisaran Timur/],
	});
	await openAsPerson(page, platform.origin, receipt);
	promised = await dueOf(page);
	assert.match(
		await page.locator('main').innerText(),
		/Dinas Pekerjaan Umum dan Tata Ruang Kabupaten Asahan/,
	);
	await page.context().close();
});

/** Looks the receiving office up by its name and offers it the case. */
async function offer(page: Page, to: Desk): Promise<void> {
	await page.goto(`${platform.origin}/meja/${receipt.number}?kantor=${encodeURIComponent(to.officeName)}`);
	const act = await unfold(page, 'Limpahkan');
	await act.locator(`input[value="${to.pemda}/${to.officeId}"]`).check();
	await act.getByLabel('Alasan').fill('Jembatan ini bukan milik Kabupaten Asahan.');
	await isAccessible(page);
	await act.getByRole('button', { name: 'Limpahkan' }).click();
	await page
		.getByText(/menawarkan pelimpahan/)
		.first()
		.waitFor();
}

test('Asahan offers it to the province, which refuses and says why', async () => {
	const desk = await atDesk(browser, platform, giver);
	await offer(desk, worksOfProvince);
	const other = await atDesk(browser, platform, provincial);
	await other.goto(`${platform.origin}/meja?lihat=offered`);
	await isAccessible(other);
	await other.locator('a[data-row]').first().click();
	const act = await unfold(other, 'Tolak pelimpahan');
	await act.getByRole('button', { name: 'Tolak pelimpahan' }).click();
	assert.match(await other.locator('main').innerText(), /Perlu diperbaiki|Belum bisa dikirim|alasan/i);
	await act.getByLabel('Alasan').fill('Ruas ini jalan kabupaten di Batu Bara.');
	await act.getByRole('button', { name: 'Tolak pelimpahan' }).click();
	await other.waitForURL((url) => !url.search.includes('/refuse'));
	await desk.goto(`${platform.origin}/meja/${receipt.number}`);
	await desk
		.getByText(/menolak pelimpahan/)
		.first()
		.waitFor();
	await desk.getByText('Ruas ini jalan kabupaten di Batu Bara.').first().waitFor();
	await Promise.all([desk.context().close(), other.context().close()]);
});

test('Batu Bara accepts, and its officer has the case with the same day it is due', async () => {
	const desk = await atDesk(browser, platform, giver);
	await offer(desk, worksOfBatuBara);
	const other = await atDesk(browser, platform, receiver);
	await other.goto(`${platform.origin}/meja?lihat=offered`);
	await other.locator('a[data-row]').first().click();
	await isAccessible(other);
	await other.getByRole('button', { name: 'Terima' }).click();
	await other
		.getByText(/sekarang memegang laporan/)
		.first()
		.waitFor();
	await desk.goto(`${platform.origin}/meja/${receipt.number}`);
	await desk
		.getByText(/sekarang memegang laporan/)
		.first()
		.waitFor();
	assert.equal(
		await desk.getByText('Jawab sebagai selesai').count(),
		0,
		'the giver reads on and no longer acts',
	);
	await Promise.all([desk.context().close(), other.context().close()]);
});

test('the person and anybody see who holds it since when, why it moved, and that the clock went on', async () => {
	const page = await (await phone(browser, { script: false })).newPage();
	await page.goto(`${platform.origin}/lacak/${receipt.number}`);
	for (const whose of ['anybody', 'the person']) {
		const said = await page.locator('main').innerText();
		assert.match(said, /Dipegang oleh\s+[^\n]*Kabupaten Batu Bara\s+sejak/, whose);
		assert.match(said, /menawarkan pelimpahan ke/, whose);
		assert.match(said, /menolak pelimpahan\s+[^\n]+\s+Ruas ini jalan kabupaten di Batu Bara\./, whose);
		assert.match(said, /Batu Bara menerima pelimpahan dan sekarang memegang laporan/, whose);
		assert.equal(await dueOf(page), promised, `${whose}: the same day as promised at first`);
		await openAsPerson(page, platform.origin, receipt);
	}
	await page.context().close();
});

test('an offer nobody answers goes on by itself; nobody is passed in silence', async () => {
	const mine = await (await phone(browser, { script: false })).newPage();
	const second = await fileByPages(mine, platform.origin, {
		text: 'Tiang jembatan gantung miring, kami takut menyeberang.',
		subject: /Jembatan/,
		place: ['kisaran barat', /Kisaran Barat/],
	});
	receipt = second;
	const desk = await atDesk(browser, platform, giver);
	await offer(desk, worksOfBatuBara);
	await people.runOut(second.number, 'accept');
	await mine.goto(`${platform.origin}/lacak/${second.number}`);
	const said = await mine.locator('main').innerText();
	assert.match(said, /Batu Bara tidak menjawab tawaran pelimpahan/);
	await desk.context().close();
	await mine.context().close();
});

test('what stays late climbs the ladder, and the page says to whom', async () => {
	const mine = await (await phone(browser, { script: false })).newPage();
	await people.runOut(receipt.number, 'verify');
	await mine.goto(`${platform.origin}/lacak/${receipt.number}`);
	const first = await mine.locator('main').innerText();
	assert.match(first, /Tenggat terlewati\s+[^\n]+\s+Verifikasi dan penerusan/);
	assert.match(first, /Dinaikkan ke/);
	const rungs = (first.match(/Dinaikkan ke/g) ?? []).length;
	await people.runOut(receipt.number, 'escalate');
	await mine.reload();
	const second = await mine.locator('main').innerText();
	assert.equal((second.match(/Dinaikkan ke/g) ?? []).length, rungs + 1, 'one rung each time');
	await mine.context().close();
});
