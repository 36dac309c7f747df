/// <reference types="vite/client" />
import { createHash } from 'node:crypto';
import { config } from '#platform/config';
import { listSubjects } from '#regions';
import { version } from '$app/env';
import type { RequestHandler } from './$types';
import worker from './worker.js?raw';

/** Takes the place of a worker that must go: it removes what was kept of pages, and itself. Reports stay on the phone. */
const leaving = `
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil((async () => {
	for (const name of await caches.keys()) if (name.startsWith('lapor ')) await caches.delete(name);
	await self.registration.unregister();
})()));
`;

/**
 * The service worker of /lapor. Browsers ask for it anew at every visit, so that a new version of the program, or of its subjects, replaces it and
 * OFFLINE_FORM=off ends it. It may not reach beyond /lapor.
 */
export const GET: RequestHandler = async () => {
	const subjects = createHash('sha256')
		.update(JSON.stringify(await listSubjects()))
		.digest('hex');
	const script = worker
		.replaceAll('../../static/js/', '/js/')
		.replace('__VERSION__', `${version} ${subjects.slice(0, 8)}`);
	return new Response(config.offlineForm ? script : leaving, {
		headers: {
			'content-type': 'text/javascript; charset=utf-8',
			'cache-control': 'no-cache',
			'service-worker-allowed': '/lapor',
		},
	});
};
