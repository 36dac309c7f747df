import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { formatNumber } from '#casework';
import { givePost } from '#identity';
import { migratorDb } from '#platform/db';
import { listPosts } from '#regions';
import { operator } from '../support/accounts.ts';
import { asahan, type Desk, deskOf, openReport, province } from '../support/cases.ts';
import {
	isAccessible,
	openBrowser,
	type Platform,
	phone,
	signIn,
	startPlatform,
} from '../support/journey.ts';
import { atDesk, type Seated, type Staff, staff, unfold } from '../support/journey-people.ts';

let platform: Platform;
let browser: Browser;
let people: Staff;
let works: Desk;
let health: Desk;
let officer: Seated;
let head: Seated;
let administrator: Seated;
const at = (path: string) => `${platform.origin}${path}`;
const numbers: Record<string, string> = {};

before(async () => {
	[platform, browser] = await Promise.all([startPlatform(), openBrowser()]);
	people = await staff(platform);
	works = await deskOf(asahan, 'public-works');
	health = await deskOf(asahan, 'health');
	officer = await people.seat(works, 'officer', 'Petugas Asahan');
	head = await people.seat(works, 'office-head', 'Kepala Dinas');
	administrator = await people.seat(await deskOf(asahan, 'communication'), 'administrator', 'Admin Asahan');
	for (const [name, how] of [
		['bridge', {}],
		['lights', { title: '=1+1 lampu padam', subject: 'road.street-light' }],
		['twin', { title: 'Jembatan patah di Kisaran' }],
		['secret', { title: 'Pungutan liar di jembatan', privacy: 'confidential' }],
		['clinic', { title: 'Puskesmas tutup', subject: 'health.clinic', holder: health }],
	] as const) {
		numbers[name] = formatNumber((await openReport(how)).number);
	}
});
after(async () => {
	await people?.close();
	await browser?.close();
	await platform?.stop();
});

/** Moves on with Tab until what has the focus is called so. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
	const focused = page.locator(':focus');
	for (let presses = 0; presses < 120; presses++) {
		await page.keyboard.press('Tab');
		if ((await focused.count()) > 0 && name.test((await focused.innerText()).trim())) return;
	}
	assert.fail(`Tab never came to ${name}`);
}

test('an administrator makes a rule for the clocks, sees what it does first, and ends it', async () => {
	const page = await atDesk(browser, platform, administrator);
	await page.goto(at('/kelola/aturan'));
	await isAccessible(page);
	await page.getByRole('link', { name: 'Buat aturan baru' }).click();
	await isAccessible(page);
	await page.getByLabel('Langkah').selectOption({ label: 'Penyelesaian' });
	await page.getByLabel('Jenis', { exact: true }).selectOption({ label: 'Pengaduan' });
	await page.getByLabel('Berapa lama').fill('tujuh');
	await page.getByLabel('Dasar hukum').fill('Perbup Asahan 1/2026');
	await page.getByRole('button', { name: 'Simpan aturan' }).click();
	assert.match(await page.locator('main').innerText(), /Tulis angka 1 sampai 1000/);
	assert.equal(await page.getByLabel('Dasar hukum').inputValue(), 'Perbup Asahan 1/2026', 'nothing is lost');
	await isAccessible(page);
	await page.getByLabel('Berapa lama').fill('7');
	await page.getByRole('button', { name: 'Lihat akibatnya' }).click();
	await page.getByText('Akibat aturan ini').first().waitFor();
	await isAccessible(page);
	await page.getByRole('button', { name: 'Simpan aturan' }).click();
	await page.getByText('Aturan baru sudah disimpan').waitFor();
	const row = page.getByRole('row', { name: /7 hari kerja/ });
	assert.match(await row.innerText(), /Admin Asahan/, 'who wrote it');
	await isAccessible(page);
	await row.getByText('Akhiri', { exact: false }).first().click();
	await row.getByRole('button', { name: 'Akhiri aturan' }).click();
	await page.getByText('berakhir pada hari').waitFor();
	await page.context().close();
});

test('a province’s rule cannot be changed from a regency, nor by an officer', async () => {
	const page = await atDesk(browser, platform, administrator);
	await page.goto(at('/kelola/aturan/baru'));
	const offered = await page.getByLabel('Pemerintah daerah').locator('option').allInnerTexts();
	assert.deepEqual(offered, ['Kabupaten Asahan']);
	await page.context().close();
	const other = await atDesk(browser, platform, officer);
	for (const path of [
		'/kelola/aturan',
		'/kelola/aturan/baru',
		'/kelola/tanggung-jawab',
		'/kelola/tanggung-jawab/baru',
	]) {
		assert.equal((await other.goto(at(path)))?.status(), 403, path);
	}
	await other.context().close();
});

test('an administrator says who answers for street lights, tries it, and takes it back', async () => {
	const page = await atDesk(browser, platform, administrator);
	await page.goto(at('/kelola/tanggung-jawab?q=lampu+jalan'));
	await isAccessible(page);
	assert.match(await page.locator('main').innerText(), /Dinas Perhubungan Kabupaten Asahan/);
	await page.getByRole('link', { name: 'Tambah aturan' }).click();
	await isAccessible(page);
	await page.getByRole('button', { name: 'Simpan aturan' }).click();
	assert.match(await page.locator('main').innerText(), /Pilih pokok laporan atau kelompoknya/);
	await page.getByLabel('Pokok laporan').selectOption('road.street-light');
	await page.getByLabel('Yang menjawab').selectOption('12.09/perkim');
	await page.getByLabel('Keyakinan').fill('97');
	await page.getByLabel('Dasar hukum').fill('Perbup Asahan 2/2026');
	await page.getByLabel('Alasan').fill('Lampu jalan pindah ke dinas perumahan.');
	await page.getByRole('button', { name: 'Simpan aturan' }).click();
	await page.getByText('Aturan sudah disimpan').waitFor();
	const first = page.locator('.answers li').first();
	assert.match(
		await first.innerText(),
		/Perumahan.*97%.*Lampu jalan pindah/s,
		'the trial shows the new answer',
	);
	await isAccessible(page);
	await page.goto(at('/kelola/tanggung-jawab?q=perbup'));
	const row = page.getByRole('row', { name: /Perbup Asahan 2/ });
	await row.locator('summary').click();
	await row.getByRole('button', { name: 'Akhiri aturan' }).click();
	const failed = page.getByRole('row', { name: /Perbup Asahan 2/ });
	assert.match(await page.locator('main').innerText(), /Tulis alasannya/);
	await failed.getByLabel('Alasan').fill('Kembali ke dinas perhubungan.');
	await failed.getByRole('button', { name: 'Akhiri aturan' }).click();
	await page.getByText('berakhir pada hari').waitFor();
	await page.context().close();
});

test('the head of an office writes an answer, removes it, and has it back', async () => {
	const page = await atDesk(browser, platform, head);
	await page.goto(at('/kelola/balasan'));
	await isAccessible(page);
	await page.getByRole('link', { name: 'Tulis balasan' }).click();
	await isAccessible(page);
	await page.getByLabel('Nama', { exact: true }).fill('Tim datang');
	await page.getByLabel('Isi', { exact: true }).fill('Yth. {nama}, laporan {nomer} kami kerjakan.');
	await page.getByRole('button', { name: 'Simpan' }).click();
	assert.match(await page.locator('main').innerText(), /Tidak ada isian bernama nomer/);
	await page.getByLabel('Isi', { exact: true }).fill('Yth. {nama}, laporan {nomor} kami kerjakan.');
	await page.getByRole('button', { name: 'Lihat contohnya' }).click();
	await page.getByText('Yth. Ibu Contoh, laporan AB12-CD34-EF56').waitFor();
	await isAccessible(page);
	await page.getByRole('button', { name: 'Simpan' }).click();
	await page.getByText('Balasan disimpan').waitFor();
	await page.getByRole('button', { name: /^Hapus/ }).click();
	await page.getByText('Balasan itu dihapus').waitFor();
	await isAccessible(page);
	await page.getByRole('button', { name: 'Batalkan' }).click();
	await page.getByText('Balasan itu ada lagi').waitFor();
	assert.match(await page.locator('main').innerText(), /Tim datang/);
	await page.context().close();
});

test('an officer answers with it by keyboard alone', async () => {
	const page = await atDesk(browser, platform, officer);
	await page.goto(at('/meja?q=papan+patah'));
	await page.keyboard.press('j');
	await page.keyboard.press('Enter');
	await page.waitForURL(/meja\/[A-Z0-9-]{14}/);
	await page.keyboard.press('?');
	await page.getByText('Balas: kirim pesan').waitFor();
	await isAccessible(page);
	await page.keyboard.press('?');
	await page.keyboard.press('r');
	await page.keyboard.press('Tab');
	assert.equal(await page.locator(':focus').innerText(), 'Pakai');
	await page.keyboard.press('Enter');
	const box = page.locator('details[data-act=r] textarea');
	assert.match(await box.inputValue(), /^Yth\. Budi, laporan [A-Z0-9-]{14} kami kerjakan\.$/);
	await page.keyboard.type(' Terima kasih.');
	await tabTo(page, /^Kirim$/);
	await page.keyboard.press('Enter');
	await page.getByText('Pesan terkirim').waitFor();
	assert.match(await page.locator('article').innerText(), /kami kerjakan\. Terima kasih\./);
	await isAccessible(page);
	await page.context().close();
});

test('without script the same answer comes by the page', async () => {
	const context = await phone(browser, { script: false });
	const page = await context.newPage();
	await signIn(page, platform.origin, officer);
	await page.goto(at(`/meja/${numbers['lights']}`));
	const act = page.locator('details.act', { hasText: 'Minta keterangan' }).first();
	await act.locator('summary').click();
	await act.getByRole('button', { name: 'Pakai' }).click();
	const box = page.locator('details.act[open] textarea');
	assert.match(await box.inputValue(), new RegExp(`laporan ${numbers['lights']} kami kerjakan`));
	await context.close();
});

test('the inbox is filtered, sorted and taken away as it is shown, on record', async () => {
	const page = await atDesk(browser, platform, officer);
	await page.goto(at('/meja'));
	await page.locator('.filters summary').click();
	await page.getByLabel('Kelompok pokok').selectOption('road');
	await page.getByLabel('Urutan').selectOption({ label: 'Terbaru masuk' });
	await page.getByRole('button', { name: 'Terapkan' }).click();
	assert.match(page.url(), /kelompok=road/);
	assert.match(page.url(), /urut=baru/);
	await isAccessible(page);
	const shown = await page.locator('a[data-row]').count();
	const [download] = await Promise.all([
		page.waitForEvent('download'),
		page.getByRole('link', { name: 'Unduh daftar ini' }).click(),
	]);
	const chunks: Buffer[] = [];
	for await (const chunk of await download.createReadStream()) chunks.push(Buffer.from(chunk));
	const text = Buffer.concat(chunks).toString('utf8');
	const lines = text.trim().split('\r\n');
	assert.equal(lines.length - 1, shown);
	assert.match(text, /^\uFEFFNomor;Judul;/);
	assert.ok(text.includes(";'=1+1 lampu padam;"), 'no formula');
	assert.ok(!text.includes('Puskesmas'), 'nothing of another office');
	const { rows } = await migratorDb.query<{ detail: { count: number; filter: object } }>({
		text: "select detail from platform.audit where act = 'casework/export-inbox'",
	});
	assert.equal(rows[0]?.detail.count, shown);
	await page.goto(at('/meja?q=tidak-ada-kata-ini'));
	await page.getByText('Tidak ada laporan yang cocok').waitFor();
	await isAccessible(page);
	await page.context().close();
});

test('what was done says so, and a mistake is taken back', async () => {
	const page = await atDesk(browser, platform, officer);
	await page.goto(at(`/meja/${numbers['secret']}?lihat=unassigned`));
	const offer = await unfold(page, 'Limpahkan');
	await offer.locator('input[type=radio]').first().check();
	await offer.getByLabel('Alasan').fill('Salah alamat.');
	await offer.getByRole('button', { name: 'Limpahkan' }).click();
	await page.getByText('Pelimpahan ditawarkan').waitFor();
	assert.match(page.url(), /lihat=unassigned/, 'the list stays as it was');
	await isAccessible(page);
	await page.getByRole('button', { name: 'Batalkan' }).click();
	await page.getByText('Tawaran ditarik kembali').waitFor();
	await page.goto(at(`/meja/${numbers['twin']}`));
	const merge = await unfold(page, 'Gabung');
	await merge.getByLabel('Nomor laporan').fill(numbers['bridge'] ?? '');
	await merge.getByRole('button', { name: 'Gabung' }).click();
	await page.getByText('Laporan digabung.').waitFor();
	await page.getByRole('button', { name: 'Batalkan', exact: true }).click();
	await page.getByText('Penggabungan dibatalkan.').waitFor();
	const task = await unfold(page, 'Tugas');
	await task.getByLabel('Tugas').fill('Ukur lebar jembatan');
	await task.getByRole('button', { name: 'Tambah tugas' }).click();
	await page.getByText('Tugas ditambahkan.').waitFor();
	const again = await unfold(page, 'Tugas');
	await again.getByRole('button', { name: /^Selesai/ }).click();
	await page.getByText('Tugas selesai.').waitFor();
	const undo = await unfold(page, 'Tugas');
	await undo.getByRole('button', { name: /^Batalkan/ }).click();
	await page.getByText('Tugas dibuka lagi.').waitFor();
	await isAccessible(page);
	await page.context().close();
});

test('whoever has desks in two offices chooses at which to work', async () => {
	const two = await people.seat(works, 'officer', 'Petugas Dua Kantor');
	const [post] = (await listPosts(asahan, health.officeId)).filter(({ role }) => role === 'officer');
	const { rows } = await migratorDb.query<{ id: string }>({
		text: "select id from identity.account where name = 'Petugas Dua Kantor'",
	});
	await givePost(await operator(), {
		...{ pemda: asahan, postId: post?.id ?? '', accountId: rows[0]?.id ?? '' },
		...{ acting: null, from: '2026-01-05', to: null },
	});
	const page = await atDesk(browser, platform, two);
	await page.goto(at('/meja'));
	await page.getByText('Puskesmas tutup').waitFor();
	await page.getByText('Jembatan patah di Kisaran').waitFor();
	await isAccessible(page);
	await page.getByLabel('Bertindak untuk').selectOption({ label: health.officeName });
	await page.getByRole('button', { name: 'Ganti' }).click();
	await page.getByText('Puskesmas tutup').waitFor();
	assert.equal(await page.getByText('Jembatan patah di Kisaran').count(), 0);
	await page.context().close();
});

test('a province’s administrator sees the same pages for all', async () => {
	const desk = await deskOf(province, 'communication');
	const page = await atDesk(browser, platform, await people.seat(desk, 'administrator', 'Admin Provinsi'));
	await page.goto(at('/kelola/aturan?lama=on'));
	await isAccessible(page);
	await page.getByRole('link', { name: /^Ubah/ }).first().click();
	await isAccessible(page);
	await page.goto(at('/kelola/tanggung-jawab?pemda=12&setelah='));
	await isAccessible(page);
	await page.context().close();
});
