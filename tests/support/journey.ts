import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { type Browser, type BrowserContext, chromium, devices, type Page } from 'playwright-core';
import { findRunningPostgres } from '#platform/postgres';
import { requireBrowser } from '../../bin/check/require-browser.ts';
import { codeOf } from './authenticator.ts';
import { freshInstallation } from './database.ts';

const top = resolve(import.meta.dirname, '../..');

export type Platform = {
	origin: string;
	setup: string;
	/** The process, for those who kill it, and its data folder, which outlives it until `stop`. */
	child: ChildProcess;
	folder: string;
	/** Its PostgreSQL; not there when it has one of its own and is not running. */
	database: string;
	stop: () => Promise<void>;
};
type Place = { folder: string; url: string | undefined; drop: () => Promise<void> };
const places = new WeakMap<Platform, Place>();

/**
 * The whole platform as an operator starts it, anew or where the one `before` ended, on a free port unless one is told,
 * with more variables of its environment. `alone`: with a PostgreSQL of its own from nothing, as on a bare machine; else
 * on an installation that was started before, in the tests' PostgreSQL, which costs a tenth.
 */
export async function startPlatform(
	before?: Platform,
	more: Record<string, string> = {},
	{ alone = false } = {},
): Promise<Platform> {
	const place = (before && places.get(before)) ?? (await newPlace(alone));
	const { folder, url } = place;
	const port = Number(more['PORT'] ?? (await freePort()));
	const own = { PORT: String(port), HOST: '127.0.0.1', DATA_DIR: folder, LOG_LEVEL: 'error' };
	const env = { ...process.env, ...own, ...(url ? { DATABASE_URL: url } : {}), ...more };
	const child = spawn(process.execPath, ['server/main.ts'], {
		cwd: top,
		env,
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	const setup = await waitForAddress(child);
	const platform: Platform = {
		origin: `http://localhost:${port}`,
		setup,
		child,
		folder,
		database: url ?? findRunningPostgres(folder) ?? '',
		async stop() {
			child.kill('SIGTERM');
			await once(child, 'exit');
			rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
			await place.drop();
		},
	};
	places.set(platform, place);
	return platform;
}

async function newPlace(alone: boolean): Promise<Place> {
	const folder = mkdtempSync(join(tmpdir(), 'ssp-journey-'));
	if (alone) return { folder, url: undefined, drop: () => Promise.resolve() };
	return { folder, ...(await freshInstallation()) };
}

function waitForAddress(child: ChildProcess): Promise<string> {
	return new Promise((found, failed) => {
		let said = '';
		child.stdout?.on('data', (chunk) => {
			said += chunk;
			const [address] = said.match(/http:\S+\/pasang\/\S+/) ?? [];
			if (address) found(address);
		});
		child.on('exit', () => failed(new Error(`The platform did not start:\n${said}`)));
	});
}

async function freePort(): Promise<number> {
	const server = createServer();
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	server.close();
	await once(server, 'close');
	if (address === null || typeof address === 'string') throw new Error('no port');
	return address.port;
}

export async function openBrowser(): Promise<Browser> {
	return chromium.launch({
		executablePath: await requireBrowser(),
		args: [
			'--no-sandbox',
			'--disable-gpu',
			'--disable-background-networking',
			'--no-first-run',
			'--disable-quic',
		],
	});
}

/** A phone of the cheaper kind, with or without JavaScript. */
export function phone(browser: Browser, { script }: { script: boolean }): Promise<BrowserContext> {
	const { defaultBrowserType: _, ...device } = devices['Moto G4'] ?? { defaultBrowserType: 'chromium' };
	return browser.newContext({ ...device, javaScriptEnabled: script, locale: 'id-ID' });
}

/** What an officer's phone and drawer hold: the secret of the app, the last half minute used, recovery codes. */
type Phone = { secret: string; lastStep: number; recovery: string[] };
const phones = new Map<string, Phone>();

/** An officer signs in at their door, sets up the second step where that is asked for, and shows it where they have it. */
export async function signIn(
	page: Page,
	origin: string,
	{ email, password }: { email: string; password: string },
): Promise<void> {
	await page.goto(`${origin}/masuk/petugas`);
	await page.getByLabel('Surel').fill(email);
	await page.getByLabel('Kata sandi').fill(password);
	await page.locator('main').getByRole('button', { name: 'Masuk', exact: true }).click();
	await page.waitForURL((url) => !/^\/masuk\/petugas\/?$/.test(url.pathname));
	if (new URL(page.url()).pathname === '/masuk/petugas/langkah-kedua') {
		await page.getByLabel('Kode dari aplikasi').fill(secondStep(email));
		await page.locator('main').getByRole('button', { name: 'Masuk', exact: true }).click();
		await page.waitForURL((url) => !url.pathname.startsWith('/masuk'));
	}
	await enrolWhereAsked(page, email);
}

/** Sets up the second step where a page asks for it, as after the first sign-in or the set-up of an installation. */
export async function enrolWhereAsked(page: Page, email: string): Promise<void> {
	if (new URL(page.url()).pathname !== '/meja/akun/dua-langkah') return;
	await page.locator('main').getByRole('button', { name: 'Pasang aplikasi autentikator' }).click();
	const secret = (await page.locator('main strong.code').innerText()).replaceAll(' ', '');
	phones.set(email, { secret, lastStep: 0, recovery: [] });
	await page.getByLabel('Kode enam angka').fill(secondStep(email));
	await page.locator('main').getByRole('button', { name: 'Pasang', exact: true }).click();
	const recovery = await page.locator('.recovery-codes li').allInnerTexts();
	const own = phones.get(email);
	if (own) own.recovery = recovery;
	await page.locator('main').getByRole('link', { name: 'Mulai bekerja' }).click();
	await page.waitForURL((url) => url.pathname !== '/meja/akun/dua-langkah');
}

/** A code that was not used yet: of the app, up to half a minute ahead; else from the drawer. */
export function secondStep(email: string): string {
	const own = phones.get(email);
	if (!own) throw new Error(`${email} has not set up a second step here`);
	const present = Math.floor(Date.now() / 30_000);
	const step = Math.max(present, own.lastStep + 1);
	if (step > present + 1) return own.recovery.pop() ?? '';
	own.lastStep = step;
	return codeOf(own.secret, new Date(step * 30_000));
}

/** A message that is missing shows its key. */
const bareKey =
	/\b(?:apply|cases|desk|documents|lead|payments|people|public|renaksi|reports|track)\.[a-z-]+\.[a-z-]+/;
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * Nothing on this page keeps somebody out: no axe violation. Where a context has no script, the page is looked at in one
 * that has. In the page alone (legacy mode): frames of other origins, for which axe opens another page, there are none.
 */
export async function isAccessible(page: Page): Promise<void> {
	assert.doesNotMatch(
		await page.locator('body').innerText(),
		bareKey,
		`${new URL(page.url()).pathname}: no words`,
	);
	const { violations } = await new AxeBuilder({ page })
		.options({ runOnly: tags, resultTypes: ['violations'], preload: false })
		.setLegacyMode()
		.analyze();
	const said = violations.map(
		({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`,
	);
	assert.deepEqual(said, [], `${new URL(page.url()).pathname}`);
}
