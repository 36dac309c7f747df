import { readdirSync } from 'node:fs';
import pg from 'pg';
import { startPlatform } from '../../tests/support/journey.ts';
import { fileReports } from './file-reports.ts';

export type Portal = {
	origin: string;
	addresses: string[];
	left: string[];
	cookie: string;
	stop: () => Promise<void>;
};

const routes = 'web/routes/(public)';

/** What only a link that was sent leads to: no example stands for it. */
const isUnreachable = (path: string) => path.includes('[');

/** A fresh installation with some dozens of published reports, and the address of every page anybody can open. */
export async function openPortal(): Promise<Portal> {
	const platform = await startPlatform();
	const number = await fileReports(platform.origin);
	await publishAll(platform.database);
	const examples: Record<string, string> = { '[number]': number, '[code]': '12.71', '[pemda]': '12.71' };
	const pages = readdirSync(routes, { recursive: true, encoding: 'utf8' })
		.filter((path) => path.endsWith('+page.svelte'))
		.map((path) => `/${path.replace(/\/?\+page\.svelte$/, '')}`)
		.map((path) => (path.startsWith('/layanan/[id]') ? path.replace('[id]', 'akta-kelahiran') : path))
		.map((path) => path.replace(/\[\w+\]/g, (name) => examples[name] ?? name))
		.sort();
	return {
		origin: platform.origin,
		addresses: [...pages.filter((path) => !isUnreachable(path)), '/cari?q=jalan', '/laporan?region=12.71'],
		left: pages.filter(isUnreachable),
		cookie: await beginReport(platform.origin),
		stop: platform.stop,
	};
}

/** As if somebody at the desk had read them over. */
async function publishAll(url: string): Promise<void> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	await client.query(
		"update casework.case set publication = 'published', published_title = title, published_body = body",
	);
	await client.end();
}

/** The first answer of the form: its later pages ask for one that was begun. Returns the browser's cookie. */
async function beginReport(origin: string): Promise<string> {
	const answer = await fetch(`${origin}/lapor`, {
		method: 'POST',
		redirect: 'manual',
		headers: { origin, 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
		body: new URLSearchParams({ text: 'Lubang besar di jalan depan sekolah, sudah dua minggu.' }),
	});
	if (answer.status !== 303) throw new Error(`/lapor answers ${answer.status}`);
	return answer.headers
		.getSetCookie()
		.map((cookie) => cookie.split(';')[0] ?? '')
		.join('; ');
}
