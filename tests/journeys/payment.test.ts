import '../support/payment-provider.ts';
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContext } from 'playwright-core';
import { subjectOf } from '#applications';
import { formatNumber } from '#casework';
import { findActor, type Resident, sessionCookie, startSession } from '#identity';
import { migratorDb } from '#platform/db';
import { newId } from '#platform/ids';
import { device, origin } from '../support/accounts.ts';
import { openSample } from '../support/applications.ts';
import { asahan, type Desk, deskOf } from '../support/cases.ts';
import { isAccessible, openBrowser, type Platform, phone, startPlatform } from '../support/journey.ts';
import { atDesk, type Staff, staff } from '../support/journey-people.ts';
import { paymentSettings, provider } from '../support/payment-provider.ts';
import { invoiceFor, type OpenedInvoice } from '../support/payments.ts';

let platform: Platform;
let browser: Browser;
let people: Staff;
let budi: Resident;
let token: string;
let office: Desk;
let bill: OpenedInvoice;
let application: string;

before(async () => {
	[platform, browser] = await Promise.all([startPlatform(undefined, paymentSettings), openBrowser()]);
	provider.callbackTo = `${platform.origin}/pembayaran/panggilan/penyedia`;
	people = await staff(platform);
	const accountId = newId();
	await migratorDb.query({
		text: `insert into identity.account (id, kind, name, level, created_by) values ($1, 'resident', 'Budi Siregar', 'nik', 'test')`,
		values: [accountId],
	});
	({ token } = await startSession(accountId, ['code'], { origin, device }));
	const actor = await findActor(token, origin);
	assert.ok(actor?.kind === 'resident');
	budi = actor;
	office = await deskOf(asahan, 'public-works');
	const sent = await openSample(
		{ applicant: { kind: 'person', id: budi.accountId, name: 'Budi Siregar' } },
		budi,
	);
	application = formatNumber(sent.number);
	bill = await invoiceFor(budi, { office, subject: subjectOf(sent.ref) });
});
after(async () => {
	await people?.close();
	await browser?.close();
	await platform?.stop();
});

async function asBudi(script: boolean): Promise<BrowserContext> {
	const context = await phone(browser, { script });
	const name = sessionCookie(false);
	await context.addCookies([{ name, value: token, url: platform.origin }]);
	return context;
}

test('a bill is paid by QRIS on a phone without JavaScript', async () => {
	const page = await (await asBudi(false)).newPage();
	page.setDefaultTimeout(12_000);
	await page.goto(`${platform.origin}/akun/pembayaran`);
	await page.getByRole('link', { name: 'Retribusi izin reklame' }).click();
	assert.match(await page.locator('main').innerText(), /Rp150\.000/);
	await page.getByRole('button', { name: 'Bayar Rp150.000' }).click();
	assert.match(await page.locator('main').innerText(), /Pilih salah satu cara membayar/, 'nothing chosen');
	await page.getByLabel('QRIS').check();
	await page.getByRole('button', { name: 'Bayar Rp150.000' }).click();
	await page.getByRole('img', { name: 'Kode QRIS' }).waitFor();
	await page.getByRole('button', { name: 'Saya sudah membayar' }).click();
	assert.match(await page.locator('main').innerText(), /belum mencatat pembayaran/);
	const [reference] = [...provider.payments.keys()];
	provider.times = 0;
	await provider.pay(reference ?? '');
	await page.getByRole('button', { name: 'Saya sudah membayar' }).click();
	await page.getByText('Pembayaran sudah diterima').waitFor();
	await page.getByRole('link', { name: 'Lihat bukti pembayaran' }).click();
	assert.match(await page.locator('main').innerText(), /K-12\.09-\d{4}-000001/);
	await page.context().close();
});

test('no page of it keeps somebody out, on a narrow phone neither', async () => {
	const open = await invoiceFor(budi, { office, amount: 75_000 });
	const context = await asBudi(true);
	const page = await context.newPage();
	page.setDefaultTimeout(12_000);
	await page.setViewportSize({ width: 320, height: 640 });
	const way = async (name: string) => {
		await page.goto(`${platform.origin}/bayar/${open.pemda}/${open.invoiceId}`);
		await page.getByLabel(name).check();
		await page.getByRole('button', { name: 'Bayar Rp75.000' }).click();
		await page.getByText('Yang harus dibayar, tepat').waitFor();
	};
	const look = async () => {
		await isAccessible(page);
		const over = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
		assert.ok(Number(over) <= 0, `${page.url()} is ${over} too wide`);
	};
	await page.goto(`${platform.origin}/akun/pembayaran`);
	await look();
	await page.goto(`${platform.origin}/bayar/${bill.pemda}/${bill.invoiceId}/bukti`);
	await look();
	await way('QRIS');
	await look();
	await way('Rekening virtual Bank Sumut');
	await look();
	await page.goto(`${platform.origin}/bayar/${open.pemda}/${open.invoiceId}`);
	await look();
	await context.close();
});

test('two officers give it back', async () => {
	const [clerk, head] = [
		await people.seat(office, 'officer', 'Rina (contoh)'),
		await people.seat(office, 'office-head', 'Togar (contoh)'),
	];
	const desk = await atDesk(browser, platform, clerk);
	await desk.goto(`${platform.origin}/meja/pembayaran`);
	await isAccessible(desk);
	await desk.getByRole('link', { name: bill.number }).click();
	await desk.getByLabel('Alasan').fill('Dibayar untuk permohonan yang salah.');
	await desk.getByRole('button', { name: 'Minta pengembalian' }).click();
	await desk.getByText('Pengembalian diminta. Orang kedua memutuskan.').waitFor();
	await isAccessible(desk);
	assert.equal(await desk.getByRole('button', { name: 'Setujui dan kirim' }).count(), 0);
	const second = await atDesk(browser, platform, head);
	await second.goto(`${platform.origin}/meja/pembayaran`);
	await second.getByText('Menunggu Anda').waitFor();
	await second.getByRole('link', { name: bill.number }).first().click();
	await second.getByRole('button', { name: 'Setujui dan kirim' }).click();
	await second.getByText('Disetujui. Uangnya dikirim kembali.').waitFor();
	for (let waited = 0; provider.refunds.size === 0 && waited < 100; waited++) await second.waitForTimeout(50);
	assert.equal(provider.refunds.size, 1);
	const page = await (await asBudi(true)).newPage();
	await page.goto(`${platform.origin}/bayar/${bill.pemda}/${bill.invoiceId}`);
	await page.getByText('Uang tagihan ini sudah dikembalikan').waitFor();
	const told = [
		/Dibayar lewat QRIS/,
		/Kantor meminta Rp150\.000 dikembalikan\s[\s\S]*Dibayar untuk permohonan yang salah/,
		/Disetujui orang kedua/,
		/Rp150\.000 sudah kembali kepada pembayar/,
	];
	for (const path of [`/akun/permohonan/${application}`, `/lacak/${application}`]) {
		await page.goto(`${platform.origin}${path}`);
		const said = await page.locator('#pembayaran').innerText();
		for (const line of told) assert.match(said, line, path);
		assert.doesNotMatch(said, /Rina|Togar/, 'officers are named to officers');
		await isAccessible(page);
	}
	await page.goto(`${platform.origin}/akun/permohonan/${application}`);
	await page.getByRole('link', { name: 'Lihat bukti pembayaran' }).click();
	assert.match(await page.locator('main').innerText(), /K-12\.09-\d{4}-000001/);
	await page.context().close();
	await second.goto(`${platform.origin}/meja/permohonan/${application}`);
	const said = await second.locator('#pembayaran').innerText();
	for (const line of [...told, /Rina \(contoh\)/, /Togar \(contoh\)/]) assert.match(said, line);
	await isAccessible(second);
	await second.getByRole('link', { name: 'Lihat bukti pembayaran' }).click();
	assert.match(await second.locator('main').innerText(), /K-12\.09-\d{4}-000001/);
});
