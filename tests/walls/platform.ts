import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { sessionCookie } from '#identity';
import { createHost, servePages } from '#platform/http';
import { folderStore, useStore } from '#platform/storage';
import { doors } from '../../server/doors/index.ts';
import { buildPages, builtPages, pagesAreStale } from '../../server/start/build-pages.ts';
import { origin, port } from '../support/own-origin.ts';

/**
 * The platform as `server/main.ts` composes it, doors and built pages over real HTTP, in this process and on this file's
 * database, so that sessions can be made as rows. `support/own-origin.ts` must be the first import of the file.
 */
export async function startHere(): Promise<void> {
	if (pagesAreStale()) await buildPages(new AbortController().signal);
	const folder = await mkdtemp(join(tmpdir(), 'ssp-walls-'));
	useStore(folderStore(folder));
	const app = createHost();
	for (const door of doors) await app.register(door);
	await servePages(app, builtPages);
	await app.listen({ port, host: 'localhost' });
	after(async () => {
		await app.close();
		useStore();
		await rm(folder, { recursive: true, force: true });
	});
}

export const cookieOf = (token: string) => `${sessionCookie(false)}=${token}`;

export type Asked = {
	method?: string;
	cookie?: string;
	body?: URLSearchParams | FormData | undefined;
	headers?: Record<string, string>;
};

/** One request as a browser of this site would send it, with an empty `origin` as a program would; nothing is followed. */
export function ask(
	path: string,
	{ method = 'GET', cookie = '', body, headers = {} }: Asked = {},
): Promise<Response> {
	const all = new Headers({
		...{ accept: 'text/html', 'accept-language': 'id', 'accept-encoding': 'identity' },
		...(cookie ? { cookie } : {}),
		...(method === 'GET' ? {} : { origin }),
		...headers,
	});
	if (all.get('origin') === '') all.delete('origin');
	return fetch(`${origin}${path}`, {
		...{ method, redirect: 'manual', headers: all },
		...(body === undefined ? {} : { body }),
	});
}

export { origin };
