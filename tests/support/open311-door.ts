import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { XMLParser } from 'fast-xml-parser';
import { createHost } from '#platform/http';
import { folderStore, useStore } from '#platform/storage';
import { open311Door } from '../../server/doors/open311/index.ts';

const lists = ['service', 'request', 'attribute', 'value', 'error', 'endpoint', 'format', 'note', 'photo'];
const parser = new XMLParser({ parseTagValue: false, isArray: (name) => lists.includes(name) });

export type Answered = {
	status: number;
	headers: Headers;
	text: string;
	json: () => unknown;
	xml: () => unknown;
};

/** The door over real HTTP until the test file ends, its files in a folder of their own. */
export async function startDoor() {
	const folder = await mkdtemp(join(tmpdir(), 'ssp-open311-'));
	useStore(folderStore(folder));
	const app = createHost();
	await app.register(open311Door);
	const origin = await app.listen({ port: 0, host: '127.0.0.1' });
	after(async () => {
		await app.close();
		useStore();
		await rm(folder, { recursive: true, force: true });
	});
	const ask = async (path: string, options: RequestInit = {}): Promise<Answered> => {
		const { headers, ...rest } = options;
		const answer = await fetch(`${origin}${path}`, {
			headers: { 'accept-language': 'en', ...Object(headers) },
			...rest,
		});
		const text = await answer.text();
		return {
			...{ status: answer.status, headers: answer.headers, text },
			json: () => JSON.parse(text),
			xml: () => parser.parse(text),
		};
	};
	const post = (
		fields: Record<string, string> | string,
		format = 'json',
		headers: Record<string, string> = {},
	) =>
		ask(`/open311/v2/requests.${format}`, {
			method: 'POST',
			headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8', ...headers },
			body: typeof fields === 'string' ? fields : new URLSearchParams(fields).toString(),
		});
	return { app, origin, ask, post };
}
