import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { listPosts } from '#regions';
import {
	exportFramework,
	openPlan,
	parseFramework,
	publishFramework,
	submitEvidence,
	verifyEvidence,
} from '#renaksi';
import { asahan, deskOf, medan, officerAt, province } from '../support/cases.ts';
import {
	isAccessible,
	openBrowser,
	type Platform,
	phone,
	signIn,
	startPlatform,
} from '../support/journey.ts';
import { type Seated, type Staff, staff } from '../support/journey-people.ts';
import { evidenceIn } from '../support/renaksi.ts';

/** An officer hands evidence in, is rejected, mends, is accepted; a leader opens the number down to the file. */
let platform: Platform;
let browser: Browser;
let people: Staff;
const seats: Record<string, Seated> = {};
const pages: Record<string, Page> = {};
const at = (path: string) => platform.origin + path;
const year = new Date().getFullYear();
const document = 'Tangkapan layar 12 menu laporan';
const path = 'bmd.database-bmd.pemenuhan.tangkapan-12';
const pdf = (name: string) => ({
	...{ name, mimeType: 'application/pdf' },
	buffer: Buffer.from(`%PDF-1.7\n% ${name}\ntrailer\n<<>>\n%%EOF\n`),
});

before(async () => {
	platform = await startPlatform();
	browser = await openBrowser();
	people = await staff(platform);
	const { framework } = parseFramework(await exportFramework('mcsp-2025', 'csv'));
	assert.ok(framework);
	const closesAt = `${year + 1}-01-31T00:00:00+07:00`;
	await publishFramework({ ...framework, id: 'mcsp-uji', years: [year], closesAt }, 'system:tests');
	await rivalAt(medan);
	const overseer = (await listPosts(province)).find(({ role }) => role === 'overseer');
	assert.ok(overseer);
	seats['officer'] = await people.seat(await deskOf(asahan, 'public-works'), 'officer', 'Petugas (contoh)');
	seats['secretary'] = await people.seat(
		await deskOf(asahan, 'secretariat'),
		'secretary',
		'Sekretaris (contoh)',
	);
	seats['regent'] = await people.seat(await deskOf(asahan, 'leader'), 'regional-head', 'Bupati (contoh)');
	seats['verifier'] = await people.seat(
		{ pemda: province, officeId: overseer.officeId },
		'overseer',
		'Verifikator (contoh)',
	);
});
/** Both administrators of the province, in the one post there is. */
async function seatKeepers(): Promise<void> {
	const keeper = (await listPosts(province)).find(({ role }) => role === 'administrator');
	assert.ok(keeper);
	for (const name of ['Pengimpor (contoh)', 'Penerbit (contoh)']) {
		seats[name] = await people.seat({ pemda: province, officeId: keeper.officeId }, 'administrator', name);
	}
}

after(async () => {
	await people?.close();
	await browser?.close();
	await platform?.stop();
});

/** Another government with one document, accepted by half: whoever brings a whole one passes it. */
async function rivalAt(pemda: string): Promise<void> {
	const desk = await deskOf(pemda, 'public-works');
	await openPlan(officerAt(desk, 'secretary'), { pemda, year });
	const { evidenceId } = await submitEvidence(officerAt(desk), evidenceIn(pemda, year));
	const verdict = { kind: 'accepted', percent: 50 } as const;
	const verifier = officerAt(await deskOf(province, 'inspectorate'), 'overseer');
	await verifyEvidence(verifier, { pemda, evidenceId, verdict });
}

async function as(who: string): Promise<Page> {
	const before = pages[who];
	if (before) return before;
	const page = await (await phone(browser, { script: true })).newPage();
	await signIn(page, platform.origin, seats[who] ?? assert.fail(who));
	pages[who] = page;
	return page;
}

async function submit(note: string, file: string): Promise<Page> {
	const page = await as('officer');
	await page.goto(at('/meja/renaksi'));
	await page.getByRole('link', { name: document }).click();
	await page.getByLabel('Keterangan').fill(note);
	await page.locator('input[type=file]').setInputFiles(pdf(file));
	await page.getByLabel('Boleh dibuka untuk umum sesudah diterima').check();
	await page.getByRole('button', { name: 'Serahkan' }).click();
	return page;
}

async function openWaiting(): Promise<Page> {
	const page = await as('verifier');
	await page.goto(at('/meja/renaksi'));
	await isAccessible(page);
	await page.getByRole('link', { name: document }).click();
	await isAccessible(page);
	return page;
}

test('anybody picks 31 December 2017, without JavaScript, and reads what was announced with its source', async () => {
	const page = await (await phone(browser, { script: false })).newPage();
	await page.goto(at('/transparansi'));
	await page.getByRole('link', { name: 'Rencana aksi pencegahan korupsi' }).click();
	await page.getByLabel('Keadaan per tanggal').fill('2017-12-31');
	await page.getByRole('button', { name: 'Terapkan' }).click();
	const said = await page.getByRole('main').innerText();
	for (const line of [
		/Kota Medan[\s\S]*?Peringkat 1 secara nasional/,
		/Provinsi Sumatera Utara[\s\S]*?Peringkat 2 secara nasional/,
		/Tapanuli Selatan[\s\S]*?10 besar/,
		/jurnalasia\.com/,
	])
		assert.match(said, line);
	await page.getByLabel('Peringkat di antara').selectOption('provinsi');
	await page.getByRole('button', { name: 'Terapkan' }).click();
	const wrong = '/transparansi/renaksi?per=2017-02-30';
	await page.goto(at(wrong));
	assert.match(await page.getByRole('main').innerText(), /“2017-02-30” bukan tanggal yang sudah tiba/);
	const refused = await page.request.get(at('/transparansi/renaksi/angka.json?per=2017-02-30'));
	assert.equal(refused.status(), 400, 'a program is not told of another day');
	await page.goBack();
	const asked = '/transparansi/renaksi?per=2017-12-31&lingkup=provinsi';
	await page.getByRole('link', { name: new RegExp(`${asked.replaceAll('?', '[?]')}$`) }).waitFor();
	await page
		.getByRole('link', { name: /Provinsi Sumatera Utara/ })
		.first()
		.click();
	assert.match(page.url(), /per=2017-12-31/);
	await page.context().close();
});

test('the secretary opens the year', async () => {
	const page = await as('secretary');
	await page.goto(at('/meja/renaksi'));
	const form = page.locator('form[action="?/open"]');
	await form.getByLabel('Tahun').selectOption(String(year));
	await page.getByRole('button', { name: 'Buka rencana' }).click();
	await page.getByRole('link', { name: document }).waitFor();
	await isAccessible(page);
});

test('the secretary gives a whole area to an office, takes it back, and gives it again; it stands in the inbox', async () => {
	const page = await as('secretary');
	await page.goto(at('/meja/renaksi'));
	await page.getByRole('link', { name: `Bagi dan jadwalkan dokumen ${year}` }).click();
	await isAccessible(page);
	const give = async () => {
		const form = page.locator('form[action="?/area"]');
		await form.getByLabel('Bidang').selectOption('bmd');
		await form
			.getByLabel('Kantor atau jabatan')
			.selectOption((await deskOf(asahan, 'public-works')).officeId);
		await form.getByLabel('Yang dikerjakan').fill('Kumpulkan tangkapan layar.');
		await form.getByRole('button', { name: 'Tetapkan' }).click();
		await page
			.getByRole('status')
			.filter({ hasText: /\d dokumen diberikan/ })
			.waitFor();
	};
	await give();
	await page.getByRole('button', { name: /^Tarik \(/ }).click();
	await page.getByRole('status').filter({ hasText: 'seperti sebelumnya' }).waitFor();
	await give();
	await isAccessible(page);
	const officer = await as('officer');
	await officer.goto(at('/meja'));
	await isAccessible(officer);
	const work = officer.getByRole('region', { name: /Rencana aksi: \d dokumen belum selesai/ });
	assert.match(await work.innerText(), /bernilai [\d,]+ poin[\s\S]*terdekat/);
	await work.getByRole('link', { name: /Rencana aksi/ }).click();
	await officer.getByText('Kumpulkan tangkapan layar.').first().waitFor();
	await officer.goto(at('/meja/renaksi?q=tangkapan+12&bidang=bmd'));
	assert.equal(await officer.getByRole('link', { name: document }).count(), 1);
	await isAccessible(officer);
	const csv = await officer.request.get(
		at((await officer.getByRole('link', { name: 'CSV' }).getAttribute('href')) ?? ''),
	);
	assert.match(await csv.text(), /Tangkapan layar 12 menu laporan,Belum ada,2\.08/);
});

test('the officer hands in too short a note, keeps what was typed, and sends', async () => {
	const officer = await submit('pendek', 'menu.pdf');
	await officer.getByRole('heading', { name: '1 hal harus dibetulkan' }).waitFor();
	const said = await officer.getByRole('main').innerText();
	assert.match(said, /10 sampai 2\.000 huruf/);
	assert.match(said, /1 hal harus dibetulkan[\s\S]*Berkas yang sudah tersimpan[\s\S]*menu\.pdf/);
	await isAccessible(officer);
	await officer.getByLabel('Keterangan').fill('Tangkapan layar sebelas menu laporan.');
	await officer.getByRole('button', { name: 'Periksa dulu' }).click();
	await officer.getByRole('heading', { name: 'Siap diserahkan' }).waitFor();
	await officer.getByRole('button', { name: 'Serahkan' }).click();
	await officer.getByText('Bukti diserahkan.').waitFor();
	await officer.getByText('Belum diverifikasi').first().waitFor();
});

/** What leaders and everybody read: the score and its rank, and what is forecast. */
async function outlook(): Promise<{ line: string; forecast: string }> {
	const page = await as('regent');
	await page.goto(at('/pimpinan/renaksi'));
	const csv = await (await page.request.get(at('/transparansi/renaksi/angka.csv'))).text();
	const line = csv.split(/\r?\n/).find((one) => one.startsWith(`${asahan},`)) ?? '';
	return { line, forecast: await page.locator('.figures').innerText() };
}

test('the verifier rejects with a reason; the officer reads it, mends, and is accepted', async () => {
	const verifier = await openWaiting();
	const reject = verifier.locator('form[action="?/reject"]');
	await reject.getByLabel('Alasan').fill('Baru sebelas menu yang terlihat.');
	await reject.getByLabel('Yang kurang').fill('Menu ke-12');
	await reject.getByRole('button', { name: 'Tolak' }).click();
	await verifier.waitForURL('**/meja/renaksi');
	const officer = await as('officer');
	await officer.goto(at('/meja'));
	assert.match(
		await officer.getByRole('main').innerText(),
		/1 ditolak atau dikembalikan[\s\S]*sebelas menu[\s\S]*Menu ke-12/,
	);
	await officer.goto(at('/meja/renaksi'));
	const task = officer.getByRole('row').filter({ hasText: document });
	assert.match(await task.innerText(), /Ditolak[\s\S]*sebelas menu[\s\S]*Menu ke-12/);
	const before = await outlook();
	assert.match(before.line, /,2,0,red/);
	await submit('Tangkapan layar dua belas menu laporan.', 'lengkap.pdf');
	const again = await openWaiting();
	await again.getByRole('button', { name: 'Terima' }).click();
	await again.waitForURL('**/meja/renaksi');
	const after = await outlook();
	assert.match(after.line, /,1,2\.08,red/);
	assert.notEqual(after.forecast, before.forecast);
});

test('the regent sees score, forecast and what gains most, and opens the number down to the accepted file', async () => {
	const page = await as('regent');
	await page.goto(at('/pimpinan/renaksi'));
	await isAccessible(page);
	const said = await page.getByRole('main').innerText();
	assert.match(said, /2,08/);
	assert.match(said, /Sepuluh dokumen yang paling menambah nilai/);
	assert.match(said, /Nilai kertas dan kenyataan/);
	await page.goto(at('/transparansi/renaksi?lingkup=provinsi'));
	await isAccessible(page);
	await page.getByRole('link', { name: '2,08' }).click();
	await isAccessible(page);
	await page.locator('#bmd summary').first().click();
	await page.getByRole('link', { name: document }).click();
	await isAccessible(page);
	const file = await page.getByRole('link', { name: 'lengkap.pdf' }).getAttribute('href');
	const answer = await page.request.get(at(file ?? ''));
	assert.equal(answer.headers()['content-type'], 'application/pdf');
	assert.match(await answer.text(), /^%PDF-1\.7\n% lengkap\.pdf/);
});

test('everybody reads the accepted file and the score, as a page and as data; the rejected file nobody outside', async () => {
	const page = await (await phone(browser, { script: false })).newPage();
	await page.goto(at(`/transparansi/renaksi/${asahan}/${path}?tahun=${year}`));
	const said = await page.getByRole('main').innerText();
	assert.match(said, /Ditolak[\s\S]*Diterima 100%/);
	assert.match(said, /lengkap\.pdf/);
	assert.doesNotMatch(said, /menu\.pdf/);
	const data: { score: string; counts: { accepted: number } } = await (
		await page.request.get(at(`/transparansi/renaksi/${asahan}/angka.json?tahun=${year}`))
	).json();
	assert.deepEqual([data.score, data.counts.accepted], ['2.08', 1]);
	const csv = await (await page.request.get(at('/transparansi/renaksi/angka.csv'))).text();
	assert.match(csv, /12\.09,Kabupaten Asahan,\d{4},[\d-]+,1,2\.08,red/);
	await page.context().close();
});

test('a new year’s framework is imported from a spreadsheet, checked, published by a second; last year stays', async () => {
	await seatKeepers();
	const score = async () =>
		(await phone(browser, { script: false })).request
			.get(at(`/transparansi/renaksi/${asahan}/angka.json?tahun=${year}`))
			.then((answer) => answer.json())
			.then(({ score: value, counts, framework }) => ({ value, counts, framework }));
	const before = await score();
	const next = (await exportFramework('mcsp-2025', 'csv'))
		.replaceAll('mcsp-2025', 'mcsp-depan')
		.replace('years,,,,,,,,,,,2025', `years,,,,,,,,,,,${year + 1}`)
		.replace('2025-01-01T', `${year + 1}-01-01T`)
		.replace('2025-11-30T', `${year + 1}-11-30T`)
		.replace(',Basis data BMD,', ',Basis data aset,');
	const sheet = (text: string) => ({ name: 'kerangka.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
	const first = await as('Pengimpor (contoh)');
	await first.goto(at('/kelola/kerangka'));
	await isAccessible(first);
	await first
		.locator('input[type=file]')
		.setInputFiles(sheet(next.replace(/^(area,bmd,[^,]*,[^,]*,)/m, '$150')));
	await first.getByRole('button', { name: 'Periksa dan ajukan' }).click();
	assert.match(
		await first.getByRole('main').innerText(),
		/tidak ada yang disimpan[\s\S]*some weights are given/,
	);
	await first.locator('input[type=file]').setInputFiles(sheet(next));
	await first.getByRole('button', { name: 'Periksa dan ajukan' }).click();
	await first.getByText('Orang kedua yang memutuskannya').waitFor();
	assert.match(await first.getByRole('main').innerText(), /database-bmd\/name\/id[\s\S]*Basis data aset/);
	await isAccessible(first);
	const second = await as('Penerbit (contoh)');
	await second.goto(first.url());
	await second.getByRole('button', { name: 'Terbitkan' }).click();
	await second.getByText('Diterbitkan, Penerbit').waitFor();
	await isAccessible(second);
	const secretary = await as('secretary');
	await secretary.goto(at('/meja/renaksi'));
	await secretary.locator('select[name=year]').selectOption(String(year + 1));
	await secretary.getByRole('button', { name: 'Buka rencana' }).click();
	await secretary.goto(at(`/meja/renaksi/${asahan}/${year + 1}`));
	assert.match(await secretary.getByRole('main').innerText(), /Nilai\s+0\s+Diminta\s+35/);
	assert.deepEqual(await score(), before);
});
