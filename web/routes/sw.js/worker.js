/// <reference no-default-lib="true" />
/// <reference lib="esnext" />
/// <reference lib="webworker" />
import { sendKept } from '../../static/js/queue.js';

// Lets somebody who opened /lapor once open it again without a signal. It keeps one page, drawn for nobody in particular,
// and what that page is made of; never an answer that was meant for one person.

// The worker's own scope; the checker knows only a window's.
const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (globalThis.self));
const lang = new URL(worker.location.href).searchParams.get('lang') === 'en' ? 'en' : 'id';
const form = '/lapor/luring';
const cacheName = `lapor ${lang} __VERSION__`;
const patienceMs = 10_000;

worker.addEventListener('install', (event) => {
	worker.skipWaiting();
	event.waitUntil(fill());
});

worker.addEventListener('activate', (event) => {
	event.waitUntil(dropOthers().then(() => worker.clients.claim()));
});

worker.addEventListener('fetch', (event) => {
	const { request } = event;
	const { origin, pathname } = new URL(request.url);
	if (origin !== worker.location.origin) return;
	if (request.mode === 'navigate' && /^\/lapor(\/|$)/.test(pathname)) {
		if (request.method === 'GET') event.respondWith(openPage(request, pathname));
		else if (isAnswer(request, pathname)) event.respondWith(sendAnswer(request));
	} else if (request.method === 'GET' && pathname.startsWith('/_app/immutable/')) {
		event.respondWith(inCache(request).then((kept) => kept ?? fetch(request)));
	} else if (request.method === 'GET' && (pathname.startsWith('/js/') || pathname === '/favicon.svg')) {
		event.respondWith(fetch(request).catch(() => orError(inCache(request))));
	}
});

// The phone says by itself that there is a signal again, also when no page is open.
worker.addEventListener('sync', (event) => {
	// An event of Chromium's own, which the checker does not know.
	/** @type {ExtendableEvent} */ (event).waitUntil(
		sendKept({ now: true }).then((left) => {
			if (left > 0) throw new Error('tried again at the next signal');
		}),
	);
});

/** The form in the language of the page, as somebody sees it who is not signed in, and what it needs. */
async function fill() {
	const cache = await caches.open(cacheName);
	const page = await askAsNobody(form);
	const html = await page.clone().text();
	await cache.put(form, page);
	for (const [, part] of html.matchAll(/(?:href|src)="(\/(?:_app\/|js\/|favicon)[^"]+)"/g)) {
		if (part) await cache.put(part, await askAsNobody(part));
	}
}

/** @param {string} path */
async function askAsNobody(path) {
	const answer = await fetch(path, {
		credentials: 'omit',
		headers: { 'accept-language': lang },
		cache: 'no-cache',
	});
	if (!answer.ok) throw new Error(`${path} ${answer.status}`);
	return answer;
}

async function dropOthers() {
	const names = await caches.keys();
	await Promise.all(
		names
			.filter((name) => name.startsWith('lapor ') && name !== cacheName)
			.map((name) => caches.delete(name)),
	);
}

/**
 * From the server while it answers. The first page and the form itself come from the phone when it does not within ten
 * seconds, or when what stands before the server says that it is away.
 * @param {Request} request @param {string} pathname
 */
async function openPage(request, pathname) {
	const first = pathname === '/lapor' || pathname === form;
	try {
		const answer = await (first ? inTime(fetch(request)) : fetch(request));
		return first && [502, 503, 504].includes(answer.status) ? ((await inCache(form)) ?? answer) : answer;
	} catch {
		return first ? orError(inCache(form)) : Response.redirect(form, 303);
	}
}

/** @param {Promise<Response>} answer @returns {Promise<Response>} */
function inTime(answer) {
	return new Promise((resolve, reject) => {
		answer.then(resolve, reject);
		setTimeout(() => reject(new Error('no answer in time')), patienceMs);
	});
}

/** An answer to one question. Sending the whole report and photos are the business of their pages. @param {Request} request @param {string} pathname */
function isAnswer({ method, headers }, pathname) {
	const simple = headers.get('content-type')?.startsWith('application/x-www-form-urlencoded');
	return method === 'POST' && simple && pathname !== '/lapor/periksa' && pathname !== form;
}

/** Without a signal the report is finished in the form on the phone; /js/lapor.js remembered what was answered. @param {Request} request */
async function sendAnswer(request) {
	try {
		return await fetch(request);
	} catch {
		return Response.redirect(`${form}?lanjut`, 303);
	}
}

/** Never makes a cache: one that was removed stays away. @param {RequestInfo} request */
function inCache(request) {
	return caches.match(request, { cacheName, ignoreSearch: true, ignoreVary: true });
}

/** @param {Promise<Response | undefined>} kept */
async function orError(kept) {
	return (await kept) ?? Response.error();
}
