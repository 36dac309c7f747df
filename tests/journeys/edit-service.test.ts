import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { deskOf } from '../support/cases.ts';
import { isAccessible, openBrowser, type Platform, startPlatform } from '../support/journey.ts';
import { atDesk, type Seated, type Staff, staff } from '../support/journey-people.ts';
import { goOn, openResearchCases, type ResearchCases } from '../support/research-cases.ts';

let platform: Platform;
let browser: Browser;
let people: Staff;
let clerk: Seated;
let head: Seated;
let cases: ResearchCases;
const service = '/kelola/layanan/izin-penelitian';
const at = (path: string) => `${platform.origin}${path}`;

before(async () => {
	[platform, browser] = await Promise.all([startPlatform(), openBrowser()]);
	people = await staff(platform);
	const office = await deskOf('12', 'licensing');
	clerk = await people.seat(office, 'officer', 'Petugas Perizinan');
	head = await people.seat(office, 'office-head', 'Kepala Perizinan');
	cases = await openResearchCases(50);
});
after(async () => {
	await people?.close();
	await browser?.close();
	await platform?.stop();
});

const saved = (page: Page) => page.getByText('Sudah disimpan dalam rancangan.').waitFor();

/** A new part of the definition, by the names of its fields. */
async function add(page: Page, part: string, values: Record<string, string>): Promise<void> {
	await page.goto(at(`${service}/bagian/${part}?tambah`));
	for (const [name, value] of Object.entries(values)) {
		const field = page.locator(`main [name="${name}"]`).first();
		if (name === 'kind') await field.selectOption(value);
		else if (name === 'fourEyes') await page.locator('main [name=fourEyes]').check();
		else if (name === 'by') await page.locator(`main [name=by][value=${value}]`).check();
		else await field.fill(value);
	}
	await page.getByRole('button', { name: 'Simpan' }).click();
	await saved(page);
}

test('an official without a developer adds a field and a step while 50 cases run, tries it, and another publishes it', async () => {
	const page = await atDesk(browser, platform, clerk);
	await page.goto(at('/kelola/layanan'));
	await isAccessible(page);
	await page.getByRole('button', { name: /^Ubah Surat keterangan penelitian/ }).click();
	await page.waitForURL(at(service));
	await isAccessible(page);

	// a field that may stay empty, on a page of its own
	await page.goto(at(`${service}/bagian/pages?tambah`));
	await isAccessible(page);
	await page.getByLabel('Nama pendek').fill('sponsor');
	await page
		.getByLabel('Teks')
		.or(page.getByLabel('Judul (Indonesia)'))
		.first()
		.fill('Siapa yang membiayai?');
	await page.getByLabel('Judul (Inggris)').fill('Who pays for it?');
	await page.getByRole('button', { name: 'Simpan' }).click();
	await saved(page);
	await page.goto(at(`${service}/bagian/pages/sponsor/fields`));
	await page.locator('tbody a').first().click();
	await isAccessible(page);
	await page.getByLabel('Nama pendek').fill('sponsorName');
	await page.getByLabel('Teks (Indonesia)').fill('Nama penyandang dana');
	await page.getByLabel('Teks (Inggris)').fill('Name of the sponsor');
	await page.getByLabel('Wajib bila').fill('{oops');
	await page.getByRole('button', { name: 'Simpan' }).click();
	assert.match(await page.locator('main').innerText(), /Ini bukan JSON/);
	assert.equal(
		await page.getByLabel('Teks (Inggris)').inputValue(),
		'Name of the sponsor',
		'nothing is lost',
	);
	await page.getByLabel('Wajib bila').fill('false');
	await page.getByRole('button', { name: 'Simpan' }).click();
	await saved(page);

	// a step that leads nowhere is named as such, and undone
	await page.goto(at(`${service}/bagian/states?tambah`));
	await page.getByLabel('Nama pendek').fill('archive');
	await page.getByLabel('Teks (Indonesia)').fill('Diarsipkan');
	await page.getByLabel('Teks (Inggris)').fill('Archived');
	await page.getByLabel('Yang dibaca pemohon (Indonesia)').fill('Simpan surat Anda.');
	await page.getByLabel('Yang dibaca pemohon (Inggris)').fill('Keep your letter.');
	await page.getByLabel('Jenis').selectOption('officer');
	await page.getByRole('button', { name: 'Simpan' }).click();
	await saved(page);
	assert.match(await page.locator('main').innerText(), /Tahap archive tidak dapat dicapai/);
	await page.goto(at(service));
	await isAccessible(page);
	await page.getByRole('button', { name: 'Batalkan perubahan terakhir' }).click();
	await page.getByText('Perubahan terakhir sudah dibatalkan.').waitFor();
	assert.match(await page.locator('#salah').innerText(), /Tidak ada yang salah/);
	assert.match(await page.locator('#beda').innerText(), /Cocok/);

	// a step that an officer may take on the way, and come back from
	await add(page, 'states', {
		...{ id: 'consult', 'label.id': 'Dibahas bersama', 'label.en': 'Talked over', kind: 'officer' },
		...{ 'next.id': 'Petugas membahasnya.', 'next.en': 'Officers talk it over.' },
	});
	for (const [id, from, to] of [
		['consult', 'review', 'consult'],
		['consulted', 'consult', 'review'],
	] as const) {
		const words = { 'label.id': `Langkah ${id}`, 'label.en': id };
		await add(page, 'transitions', { id, ...words, from, to, by: 'officer', fourEyes: 'on' });
	}
	await page.goto(at(service));
	assert.match(await page.locator('#salah').innerText(), /Tidak ada yang salah/);

	// as the applicant will see it
	await page.getByRole('link', { name: 'Lihat sebagai pemohon' }).click();
	await isAccessible(page);
	await page.getByLabel('Mahasiswa atau pelajar').check();
	await page.getByRole('button', { name: 'Coba jawaban ini' }).click();
	assert.match(await page.locator('main').innerText(), /Nama penyandang dana/);
	await isAccessible(page);

	// against the past, as a job
	await page.goto(at(service));
	await page.getByRole('button', { name: 'Mulai uji' }).click();
	for (let looks = 0; looks < 40; looks++) {
		if (/Selesai/.test(await page.locator('#uji').innerText())) break;
		await page.waitForTimeout(250);
		await page.reload();
	}
	const tried = await page.locator('#uji').innerText();
	assert.match(tried, /Selesai/);
	assert.match(tried, /50/, 'the running cases too');
	assert.match(await page.locator('main').innerText(), /1 isian belum dikirim dan 50 permohonan berjalan/);
	await isAccessible(page);

	await page.getByRole('button', { name: 'Ajukan kepada orang kedua' }).click();
	await page.getByText('Sudah diajukan.').waitFor();
	assert.match(await page.locator('#terbit').innerText(), /Orang kedua yang menerbitkannya/);
	await isAccessible(page);
	await page.context().close();

	const boss = await atDesk(browser, platform, head);
	await boss.goto(at('/kelola/layanan'));
	assert.match(await boss.locator('main').innerText(), /Menunggu orang kedua/);
	await boss.getByRole('link', { name: 'Surat keterangan penelitian', exact: true }).click();
	await boss.getByRole('button', { name: 'Terbitkan' }).click();
	await boss.getByText('Sudah terbit.').waitFor();
	await isAccessible(boss);
	await boss.context().close();
	await goOn(cases, 'sponsorName');
});

test('the whole file goes down and up again without loss', async () => {
	const page = await atDesk(browser, platform, clerk);
	await page.goto(at('/kelola/layanan'));
	await page.getByRole('button', { name: /^Ubah Surat keterangan penelitian/ }).click();
	await page.waitForURL(at(service));
	const before = await (await page.request.get(at(`${service}/berkas/unduh`))).text();
	await page.goto(at(`${service}/berkas`));
	await isAccessible(page);
	await page.getByLabel('Berkas layanan').setInputFiles({
		...{ name: 'izin-penelitian.json', mimeType: 'application/json', buffer: Buffer.from(before) },
	});
	await page.getByRole('button', { name: 'Simpan' }).click();
	await page.getByText('Sudah disimpan dalam rancangan.').waitFor();
	assert.match(await page.locator('#beda').innerText(), /Belum ada yang berbeda/);
	assert.equal(await (await page.request.get(at(`${service}/berkas/unduh`))).text(), before);
	await page.context().close();
});
