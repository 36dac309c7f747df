import assert from 'node:assert/strict';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { isAccessible, openBrowser, type Platform, phone, startPlatform } from '../support/journey.ts';
import { makePhoto } from '../support/media.ts';
import { temporaryFolder } from '../support/server.ts';

let platform: Platform;
let browser: Browser;

before(async () => {
	[platform, browser] = await Promise.all([startPlatform(), openBrowser()]);
});
after(async () => {
	await browser?.close();
	await platform?.stop();
});

/** Somebody at the question for photos. */
async function atPhotos({ script }: { script: boolean }): Promise<Page> {
	const page = await (await phone(browser, { script })).newPage();
	page.setDefaultTimeout(20_000);
	const next = () => page.getByRole('button', { name: 'Lanjut', exact: true }).click();
	await page.goto(`${platform.origin}/lapor`);
	await page.getByRole('textbox').fill('Gorong-gorong ambruk di depan puskesmas.');
	await next();
	await page.getByRole('radio').first().check();
	await next();
	await page.goto(`${platform.origin}/lapor/foto`);
	return page;
}

const field = (page: Page) => page.locator('input[type=file]');
const jpeg = (name: string, buffer: Buffer) => ({ name, mimeType: 'image/jpeg', buffer });
const go = (page: Page) => page.getByRole('button', { name: 'Unggah dan lanjut' }).click();
const chosen = (page: Page) =>
	page.evaluate<number>("document.querySelector('input[type=file]').files.length");

/** JPEG by how it begins, and nothing after it. */
const heavy = (mb: number) =>
	Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(mb * 1024 * 1024)]);

test('a photo goes up, and the next question follows', async () => {
	const page = await atPhotos({ script: true });
	await field(page).setInputFiles(jpeg('jalan.jpg', await makePhoto(1)));
	await page.getByRole('button', { name: 'Unggah dan tambah lagi' }).click();
	await page.getByText('jalan.jpg').first().waitFor();
	assert.match(page.url(), /\/lapor\/foto$/);
	await isAccessible(page);
	await field(page).setInputFiles(jpeg('parit.jpg', await makePhoto(2)));
	await page.getByRole('button', { name: 'Lanjut', exact: true }).click();
	await page.waitForURL('**/lapor/identitas');
	await page.context().close();
});

test('a broken connection is said, the choice stays, and it can be tried again', async () => {
	const page = await atPhotos({ script: true });
	let times = 0;
	await page.route('**/lapor/foto?/**', (route) =>
		times++ === 0 ? route.abort('connectionreset') : route.continue(),
	);
	await field(page).setInputFiles(jpeg('jalan.jpg', await makePhoto(3)));
	await go(page);
	await page.getByText('Belum terkirim: sinyal').waitFor();
	assert.equal(await chosen(page), 1);
	await isAccessible(page);
	await page.getByRole('button', { name: 'Coba lagi' }).click();
	await page.waitForURL('**/lapor/identitas');
	await page.context().close();
});

test('an upload can be stopped', async () => {
	const page = await atPhotos({ script: true });
	await page.route('**/lapor/foto?/**', () => undefined); // never answered
	await field(page).setInputFiles(jpeg('jalan.jpg', await makePhoto(4)));
	await go(page);
	await page.getByRole('progressbar').waitFor();
	await isAccessible(page);
	await page.getByRole('button', { name: 'Batalkan' }).click();
	await page.getByRole('progressbar').waitFor({ state: 'detached' });
	assert.equal(await chosen(page), 1);
	await page.context().close();
});

test('what is no photo is refused in place, in the words of the server', async () => {
	const page = await atPhotos({ script: true });
	await field(page).setInputFiles(jpeg('surat.jpg', Buffer.from('%PDF-1.7')));
	await go(page);
	await page.locator('[data-upload-said] .wrong').waitFor();
	assert.match(await page.locator('[data-upload-said]').innerText(), /JPEG|foto/);
	assert.equal(await chosen(page), 1);
	await page.context().close();
});

test('a file that is too large is refused before it is sent, with its size and the limit', async () => {
	const page = await atPhotos({ script: true });
	let sent = 0;
	page.on('request', (request) => void (request.method() === 'POST' && sent++));
	await page.evaluate("document.querySelector('[data-upload]').setAttribute('data-most-bytes', '1000000')");
	await field(page).setInputFiles(jpeg('besar.jpg', heavy(2)));
	await go(page);
	await page.getByText(/besar\.jpg: .*2,1 MB.* 1 MB/).waitFor();
	assert.equal(sent, 0);
	await page.goto(`${platform.origin}/lapor`);
	assert.match(await page.getByRole('textbox').inputValue(), /Gorong-gorong/, 'nothing typed is lost');
	await page.context().close();
});

test('without the script a photo of 40 MB gets its sentence, and nothing typed is lost', async () => {
	const page = await atPhotos({ script: false });
	// from the disk, as a person's: as bytes it goes to the browser in one message of 53 MB
	const path = join(temporaryFolder('upload'), 'besar.jpg');
	writeFileSync(path, heavy(40));
	await field(page).setInputFiles(path);
	await go(page);
	await page.locator('.summary-of-errors').waitFor();
	await page.goto(`${platform.origin}/lapor`);
	assert.match(await page.getByRole('textbox').inputValue(), /Gorong-gorong/);
	await page.context().close();
});

test('a browser that sends more than any form of ours needs gets a page, in its language', async () => {
	const sent = request(`${platform.origin}/lapor/foto?/add`, {
		method: 'POST',
		headers: { accept: 'text/html', 'accept-language': 'id', 'content-length': '900000000' },
	});
	sent.on('error', () => {});
	sent.flushHeaders();
	const [answer] = await once(sent, 'response');
	assert.equal(answer.statusCode, 413);
	assert.match(answer.headers['content-type'], /text\/html/);
	assert.match(await text(answer), /terlalu besar/);
	sent.destroy();
});
