import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { giveOpinion, measureSteps, takeTransition } from '#applications';
import { formatNumber } from '#casework';
import { migratorDb } from '#platform/db';
import { newId } from '#platform/ids';
import { askAround, keptOf, type Opened, openSample } from '../support/applications.ts';
import { asahan, deskOf, officerAt, province } from '../support/cases.ts';
import { isAccessible, openBrowser, type Platform, startPlatform } from '../support/journey.ts';
import { atDesk, type Seated, type Staff, staff } from '../support/journey-people.ts';
import { exifOf, makePhoto } from '../support/media.ts';

/** An application at the desk: sent back, visited, asked about, decided; each page without a fault for a screen reader. */
let platform: Platform;
let browser: Browser;
let people: Staff;
let officer: Seated;
let head: Seated;
let health: Seated;
let sent: Opened;
let number: string;
const at = (path: string) => `${platform.origin}${path}`;

before(async () => {
	[platform, browser] = await Promise.all([startPlatform(), openBrowser()]);
	people = await staff(platform);
	const works = await deskOf(asahan, 'public-works');
	officer = await people.seat(works, 'officer', 'Petugas Asahan');
	head = await people.seat(works, 'office-head', 'Kepala Dinas');
	health = await people.seat(await deskOf(asahan, 'health'), 'officer', 'Petugas Kesehatan');
	sent = await openSample({ answers: { area: 0, owner: 'Siti Contoh', health: 'asma', hasHelper: false } });
	number = formatNumber(sent.number);
});
after(async () => {
	await people?.close();
	await browser?.close();
	await platform?.stop();
});

const text = (page: Page) => page.locator('main').innerText();
async function unfold(page: Page, name: string): Promise<void> {
	const act = page.locator('details.act', { has: page.locator('summary', { hasText: name }) }).first();
	if (!(await act.evaluate((one) => one.hasAttribute('open')))) await act.locator('summary').click();
}

test('an officer comes to it from the one inbox, and sends it back for two, each with its reason', async () => {
	const page = await atDesk(browser, platform, officer);
	await page.goto(at(`/meja/${number}`));
	assert.equal(new URL(page.url()).pathname, `/meja/permohonan/${number}`);
	await isAccessible(page);
	assert.match(await text(page), /Siti Contoh/);
	assert.doesNotMatch(await text(page), /asma/, 'what only the head reads');
	await unfold(page, 'Minta perbaikan');
	const box = (name: string) => page.getByRole('checkbox', { name, exact: true });
	const reason = (name: string) => page.getByLabel(`Apa yang salah: ${name}`);
	const form = page.locator('form', { has: box('Ada pembantu') });
	assert.ok(!(await reason('KTP').isVisible()), 'asked once it is ticked');
	await box('Ada pembantu').check();
	await box('KTP').check();
	await reason('Ada pembantu').fill('Isian ini keliru.');
	await form.getByRole('button', { name: 'Minta perbaikan' }).click();
	const summary = page.getByRole('alert');
	assert.equal(await summary.getByRole('link').count(), 1, 'one of two has its reason');
	assert.equal(await reason('Ada pembantu').inputValue(), 'Isian ini keliru.');
	assert.ok(await box('KTP').isChecked());
	await isAccessible(page);
	await summary.getByRole('link', { name: 'Tulis alasannya.' }).click();
	await page.keyboard.type('Fotonya buram.');
	await form.getByRole('button', { name: 'Minta perbaikan' }).click();
	await page.getByText('Langkah diambil.').waitFor();
	assert.match(await text(page), /Ada pembantu: Isian ini keliru\.\s+KTP: Fotonya buram\./);
	await isAccessible(page);
	await page.goto(at('/meja/permohonan?lihat=pemohon'));
	assert.match(await text(page), new RegExp(number));
	await isAccessible(page);
	await takeTransition(sent.applicant, {
		...{ ...sent.ref, transition: 'kirim-perbaikan', key: newId() },
		answers: { hasHelper: true, helper: 'Ani Contoh' },
	});
});

test('what a step asks for is said beside its field, and nothing typed is lost', async () => {
	const page = await atDesk(browser, platform, officer);
	await page.goto(at(`/meja/permohonan/${number}`));
	await unfold(page, 'Tinjau');
	const form = page.locator('form', { has: page.getByLabel('Berkas lengkap') });
	await form.getByLabel('Alasan').fill('Berkas sudah dibaca.');
	await form.getByRole('button', { name: 'Tinjau' }).click();
	await page.getByText('Centang semua butir daftar periksa dulu.').first().waitFor();
	assert.equal(await form.getByLabel('Alasan').inputValue(), 'Berkas sudah dibaca.');
	await isAccessible(page);
	await form.getByLabel('Berkas lengkap').check();
	await form.getByRole('button', { name: 'Tinjau' }).click();
	await page.getByText('Langkah diambil.').waitFor();
});

test('a visit is planned; what was found without a signal waits on the device, and is sent once', async () => {
	const page = await atDesk(browser, platform, officer);
	await page.goto(at(`/meja/permohonan/${number}`));
	await page.getByLabel('Kapan').fill('2030-01-15T09:30');
	await page.getByLabel('Di mana').fill('Jalan Cokroaminoto 5, Kisaran');
	await page.getByRole('button', { name: 'Jadwalkan kunjungan' }).click();
	await page.getByText('Kunjungan dijadwalkan, pemohon diberi tahu.').waitFor();
	assert.match(await text(page), /15 Januari 2030, 09\.30/);
	await isAccessible(page);
	const device = page.context();
	await device.grantPermissions(['geolocation'], { origin: platform.origin });
	await device.setGeolocation({ latitude: 2.984, longitude: 99.616 });
	await page.getByRole('link', { name: 'Catat hasil kunjungan' }).click();
	await isAccessible(page);
	await device.setOffline(true);
	const findings = page.locator('[data-visit] form');
	await findings.getByLabel('Luas terukur').fill('17,5');
	await findings.getByLabel('Foto bukti').setInputFiles({
		...{ name: 'lokasi.jpg', mimeType: 'image/jpeg' },
		buffer: Buffer.from(await makePhoto(9, { exif: exifOf('2026:11:20 09:30:00') })),
	});
	await page.getByText('Isian ini tersimpan di perangkat ini').waitFor();
	await page.locator('[data-held-photos]', { hasText: '1' }).waitFor();
	const form = page.url();
	await page.reload().catch(() => undefined);
	assert.equal(await findings.count(), 0, 'no page of the desk is kept on the device');
	await device.setOffline(false);
	await page.goto(form);
	await page.locator('[data-held-photos]', { hasText: '1' }).waitFor();
	assert.equal(await findings.getByLabel('Luas terukur').inputValue(), '17,5', 'what was typed is back');
	await isAccessible(page);
	await device.setOffline(true);
	await findings.getByRole('button', { name: 'Catat hasil kunjungan' }).click();
	await page.getByRole('heading', { name: 'Tersimpan di perangkat ini' }).waitFor();
	await isAccessible(page);

	const answers: number[] = [];
	await device.route('**/hasil', async (route) => {
		const answer = await route.fetch();
		answers.push(answer.status());
		if (answers.length === 1) await route.abort('connectionreset');
		else await route.fulfill({ response: answer });
	});
	await device.setOffline(false);
	for (const end = Date.now() + 40_000; answers.length === 0; await sleep(50)) assert.ok(Date.now() < end);
	await page.evaluate("dispatchEvent(new Event('online'))");
	await page.getByText('Hasil kunjungan dicatat.').waitFor();
	assert.deepEqual(answers, [200, 200], 'the first answer was lost on the way');
	assert.match(await text(page), /17,5/);
	assert.match(await text(page), /Kabupaten Asahan, sesuai permohonan/);
	assert.match(await text(page), /Bukan pada hari yang dijadwalkan/);
	assert.match(await text(page), /Kota Medan, bukan tempat permohonan/, 'of the photo');
	await isAccessible(page);
	const { rows } = await migratorDb.query<Record<string, number>>({
		text: `select (select count(*)::int from applications.event where application_id = $1 and kind = 'visited') as records,
			(select count(*)::int from casework.attachment where case_id = $1) as photos`,
		values: [sent.id],
	});
	assert.deepEqual(rows, [{ records: 1, photos: 1 }]);
	await unfold(page, 'Minta pendapat');
	await page.getByRole('button', { name: 'Minta pendapat' }).click();
	await page.getByText('Langkah diambil.').waitFor();
});

test('another office gives its opinion, on its own list', async () => {
	const page = await atDesk(browser, platform, health);
	await page.goto(at('/meja/permohonan?lihat=pendapat'));
	await isAccessible(page);
	await page.getByRole('link', { name: new RegExp(number) }).click();
	await isAccessible(page);
	await page.getByLabel('Keberatan').check();
	await page.getByRole('button', { name: 'Kirim pendapat' }).click();
	await page.getByText('Tulis alasannya.').first().waitFor();
	await page.getByLabel('Setuju').check();
	await page.getByRole('button', { name: 'Kirim pendapat' }).click();
	await page.getByText('Pendapat dikirim.').waitFor();
	const { rows } = await migratorDb.query<{ id: string }>({
		text: `select id from applications.opinion where application_id = $1 and branch = 'provinsi'`,
		values: [sent.id],
	});
	const provincial = officerAt(await deskOf(province, 'health'));
	await giveOpinion(provincial, { ...sent.ref, opinionId: rows[0]?.id ?? '', verdict: 'agree' });
});

test('two decide at once: the second is told what happened, and keeps what was written', async () => {
	const works = await deskOf(asahan, 'public-works');
	const contested = await openSample({ answers: { area: 0, owner: 'Siti Contoh', hasHelper: false } });
	await askAround(contested, officerAt(works));
	const page = await atDesk(browser, platform, head);
	await page.goto(at(`/meja/permohonan/${formatNumber(contested.number)}`));
	await unfold(page, 'Tolak');
	const form = page.locator('form', { has: page.getByRole('button', { name: 'Tolak' }) });
	await form.getByLabel('Alasan').fill('Luasnya tidak sesuai.');
	const other = officerAt(works, 'office-head', 'Tagor Siregar');
	await takeTransition(other, { ...contested.ref, transition: 'kabulkan', key: newId() });
	const answered = page.waitForResponse((one) => one.request().method() === 'POST');
	await form.getByRole('button', { name: 'Tolak' }).click();
	assert.equal((await answered).status(), 409);
	const said = await page.getByRole('alert').innerText();
	assert.match(said, /Kabulkan → Terbit/);
	assert.match(said, /Tagor Siregar/);
	assert.match(said, /Luasnya tidak sesuai\./);
	await isAccessible(page);
	assert.equal((await keptOf(contested)).outcome, 'granted');
});

test('the head reads what only they may, sees when the law would decide, and decides', async () => {
	const page = await atDesk(browser, platform, head);
	await page.goto(at(`/meja/permohonan/${number}`));
	assert.match(await text(page), /asma/);
	assert.match(await text(page), /Diam berarti mengabulkan/);
	await isAccessible(page);
	await unfold(page, 'Kabulkan');
	await page.getByRole('button', { name: 'Kabulkan' }).click();
	await page.getByText('Langkah diambil.').waitFor();
	assert.match(await text(page), /Dokumen diterbitkan/);
	await isAccessible(page);
	await measureSteps();
	await page.goto(at('/meja/permohonan/langkah'));
	assert.match(await text(page), /Median/);
	await isAccessible(page);
});
