import { request } from 'node:http';

/** Bytes as they travel, compressed; fonts and pictures apart, as the budget has it. */
export type Weight = { html: number; css: number; script: number; total: number };
export type Weighed = { address: string; status: number; weight: Weight };

type Answer = { status: number; bytes: number; text: string };

/** One page with all styles and scripts it names. A page that leads elsewhere is weighed as nothing, with its status. */
export async function weighPage(origin: string, address: string, cookie = ''): Promise<Weighed> {
	const page = await take(new URL(address, origin), cookie);
	const html = page.status === 200 ? page.bytes : 0;
	const styles = matches(
		page.text,
		/<link[^>]+href="([^"]+)"[^>]*rel="stylesheet"|<link[^>]+rel="stylesheet"[^>]*href="([^"]+)"/g,
	);
	const scripts = matches(
		page.text,
		/<script[^>]+src="([^"]+)"|<link[^>]+rel="modulepreload"[^>]*href="([^"]+)"/g,
	);
	const css = await sum(origin, styles);
	const script = await sum(origin, await withImports(origin, scripts));
	return { address, status: page.status, weight: { html, css, script, total: html + css + script } };
}

/** What a module imports comes along. */
async function withImports(origin: string, scripts: string[]): Promise<string[]> {
	const all = new Set(scripts);
	for (const path of all) {
		const { text } = await take(new URL(path, origin), '');
		for (const found of matches(text, /(?:from|import)\s*['"]([^'"]+)['"]/g)) {
			all.add(new URL(found, new URL(path, origin)).pathname);
		}
	}
	return [...all];
}

async function sum(origin: string, paths: string[]): Promise<number> {
	let bytes = 0;
	for (const path of new Set(paths)) bytes += (await take(new URL(path, origin), '')).bytes;
	return bytes;
}

function matches(text: string, pattern: RegExp): string[] {
	return [...text.matchAll(pattern)].map((match) => match.slice(1).find(Boolean) ?? '');
}

/** `bytes` of the compressed body; `text` of a second asking without compression, to be read. */
async function take(address: URL, cookie: string): Promise<Answer> {
	const small = await ask(address, cookie, 'br, gzip');
	const plain = await ask(address, cookie, 'identity');
	return { status: small.status, bytes: small.body.length, text: plain.body.toString('utf8') };
}

function ask(address: URL, cookie: string, encoding: string): Promise<{ status: number; body: Buffer }> {
	return new Promise((resolve, reject) => {
		const headers = { 'accept-encoding': encoding, accept: 'text/html', ...(cookie ? { cookie } : {}) };
		const sending = request(address, { headers }, (answer) => {
			const chunks: Buffer[] = [];
			answer.on('data', (chunk: Buffer) => chunks.push(chunk));
			answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks) }));
			answer.on('error', reject);
		});
		sending.on('error', reject).end();
	});
}
