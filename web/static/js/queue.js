// Reports, and what officers found on visits, kept on this phone until the server has them. Pages and the service worker
// use the same queue: one of them sends at a time, and a key makes sure that what was sent twice is one case or record.

/**
 * @typedef {{ number: string, code: string, dueAt: string, office: string }} Receipt
 * @typedef {{ status: number, message: string | null, sentences: Record<string, string>, photo: number | null }} Refused
 * @typedef {{ name: string, type: string, bytes: ArrayBuffer, sent: boolean }} Photo
 * @typedef {{
 *   key: string, kind: 'report' | 'draft' | 'visit', lang: string, addedAt: number,
 *   state: 'waiting' | 'sending' | 'sent' | 'refused' | 'held',
 *   answers: Record<string, unknown>, photos: Photo[], tries: number, nextAt: number, receipt?: Receipt, refused?: Refused,
 *   to?: { photos: string, record: string },
 * }} Kept
 * @typedef {{ outcome: 'done', receipt: Receipt } | { outcome: 'later', waitMs: number } | { outcome: 'no', refused: Refused }
 *   | { outcome: 'photos-missing' }} Sent
 */

const dayMs = 86_400_000;
const receiptStaysMs = 7 * dayMs;
const heldStaysMs = 30 * dayMs;
const patienceMs = { report: 60_000, photo: 300_000 };
const noSignal = { outcome: /** @type {const} */ ('later'), waitMs: 5_000 };

/** @type {Promise<IDBDatabase> | undefined} */
let opened;

function open() {
	opened ??= new Promise((resolve, reject) => {
		const asked = indexedDB.open('lapor', 1);
		asked.onupgradeneeded = () => asked.result.createObjectStore('kept', { keyPath: 'key' });
		asked.onsuccess = () => resolve(asked.result);
		asked.onerror = () => reject(asked.error);
	});
	return opened;
}

/**
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest<T>} work
 * @returns {Promise<T>} once it is on the disk
 */
async function inStore(mode, work) {
	const db = await open();
	return new Promise((resolve, reject) => {
		const tx = db.transaction('kept', mode);
		const asked = work(tx.objectStore('kept'));
		tx.oncomplete = () => resolve(asked.result);
		tx.onabort = () => reject(tx.error ?? new Error('not kept'));
	});
}

/** A receipt that stayed long enough; what was typed about a visit and never sent. @param {Kept} kept */
const isOld = ({ state, kind, addedAt }) =>
	(state === 'sent' && addedAt < Date.now() - receiptStaysMs) ||
	(state === 'held' && kind === 'visit' && addedAt < Date.now() - heldStaysMs);

/** Everything kept here, the newest first. A receipt stays seven days, as long as on the server. @returns {Promise<Kept[]>} */
export async function listKept() {
	/** @type {Kept[]} */
	const all = await inStore('readonly', (store) => store.getAll());
	const old = all.filter(isOld);
	for (const kept of old) await inStore('readwrite', (store) => store.delete(kept.key));
	return all.filter((kept) => !old.includes(kept)).sort((a, b) => b.addedAt - a.addedAt);
}

/** What is kept of reports: a visit of an officer is the business of its own form. */
export const listReports = async () => (await listKept()).filter(({ kind }) => kind !== 'visit');

/** @param {string} key @returns {Promise<Kept | undefined>} */
export const findKept = (key) => inStore('readonly', (store) => store.get(key));

/** Rejects when the phone has no room; then nothing was kept. @param {Kept} kept */
export async function keep(kept) {
	await inStore('readwrite', (store) => store.put(kept));
	tell();
}

/** @param {string} key */
export async function forget(key) {
	await inStore('readwrite', (store) => store.delete(key));
	tell();
}

export async function forgetReports() {
	for (const { key } of await listReports()) await inStore('readwrite', (store) => store.delete(key));
	tell();
}

/** 128 bits that nobody guesses: whoever knows them gets the receipt. */
export function newKey() {
	return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
		byte.toString(16).padStart(2, '0'),
	).join('');
}

const channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel('lapor') : undefined;
/** @type {Set<() => void>} */
const watchers = new Set();
channel?.addEventListener('message', callWatchers);

/** Calls back whenever something kept changed, here or in another tab. @param {() => void} watch */
export function watchKept(watch) {
	watchers.add(watch);
}

function tell() {
	channel?.postMessage('changed');
	callWatchers();
}

function callWatchers() {
	for (const watch of watchers) watch();
}

const waits = (/** @type {Kept} */ kept) => kept.state === 'waiting' || kept.state === 'sending';

/**
 * Sends what waits and is due, one after the other. `now`: a person asked, or the signal came back, so nobody waits for the
 * next turn. Returns how many still wait.
 * @param {{ now?: boolean }} [how]
 */
export async function sendKept({ now = false } = {}) {
	if (navigator.onLine === false) return (await listKept()).filter(waits).length;
	const work = async () => {
		for (const { key } of (await listKept()).filter(waits)) await sendOne(key, now);
	};
	// Where tabs cannot agree on who sends, both do: the key makes one case of it.
	if ('locks' in navigator)
		await navigator.locks.request('lapor', { ifAvailable: true }, (lock) => lock && work());
	else await work();
	return (await listKept()).filter(waits).length;
}

/** @param {string} key @param {boolean} now */
async function sendOne(key, now) {
	const kept = await findKept(key);
	if (!kept || !waits(kept) || (!now && kept.nextAt > Date.now())) return;
	kept.state = 'sending';
	kept.tries++;
	await keep(kept);
	settle(kept, await senders[kept.kind](kept));
	// What the person erased meanwhile stays erased.
	if (await findKept(key)) await keep(kept);
}

/** @param {Kept} kept @param {Sent} sent */
function settle(kept, sent) {
	if (sent.outcome === 'done') {
		kept.state = 'sent';
		kept.receipt = sent.receipt;
		// The server has it: what was written, by whom, and the photos leave the phone.
		kept.answers = {};
		kept.photos = [];
	} else if (sent.outcome === 'no') {
		kept.state = 'refused';
		kept.refused = sent.refused;
	} else {
		kept.state = 'waiting';
		const waitMs = sent.outcome === 'later' ? sent.waitMs : 0;
		kept.nextAt = Date.now() + Math.min(30 * 60_000, waitMs * 2 ** Math.min(kept.tries - 1, 8));
	}
}

const senders = { report: sendReport, draft: sendDraft, visit: sendVisit };

/** Each photo once; what stopped it, if anything did. @param {Kept} kept @param {(index: number) => string} pathOf @returns {Promise<Sent | undefined>} */
async function sendPhotos(kept, pathOf) {
	for (const [index, photo] of kept.photos.entries()) {
		if (photo.sent) continue;
		const { said, later, refused } = await ask('PUT', pathOf(index), photo.bytes, photo.type, kept.lang);
		if (later) return later;
		if (refused) return { outcome: 'no', refused: { ...refused, photo: index } };
		if (typeof said?.['already'] !== 'boolean') return noSignal;
		photo.sent = true;
		await keep(kept);
	}
	return undefined;
}

/** What an officer found: its photos first, then the record, which is once by its key. @param {Kept} kept @returns {Promise<Sent>} */
async function sendVisit(kept) {
	const { photos = '', record = '' } = kept.to ?? {};
	const stopped = await sendPhotos(kept, () => photos);
	if (stopped) return stopped;
	return receiptOf(await ask('POST', record, JSON.stringify(kept.answers), 'application/json', kept.lang));
}

/** Photos first, then the report. @param {Kept} kept @returns {Promise<Sent>} */
async function sendReport(kept, again = true) {
	const stopped = await sendPhotos(kept, (index) => `/api/v1/reports/${kept.key}/files/${index + 1}`);
	if (stopped) return stopped;
	const body = JSON.stringify({ ...kept.answers, key: kept.key, lang: kept.lang, files: kept.photos.length });
	const answer = await ask('POST', '/api/v1/reports', body, 'application/json', kept.lang);
	if (answer.code !== 'reports/files-missing') return receiptOf(answer);
	for (const photo of kept.photos) photo.sent = false;
	return again ? sendReport(kept, false) : { outcome: 'photos-missing' };
}

/** A form whose answers and photos are on the server already, and that only has to be sent. @param {Kept} kept */
async function sendDraft(kept) {
	const body = JSON.stringify(kept.answers);
	return receiptOf(await ask('POST', '/lapor/kirim', body, 'application/json', kept.lang));
}

/** @param {Asked} answer @returns {Sent} */
function receiptOf({ said, later, refused }) {
	if (later) return later;
	if (refused) return { outcome: 'no', refused };
	// The sign-in page of somebody's wifi answers 200 too.
	if (typeof said?.['number'] !== 'string') return noSignal;
	const text = (/** @type {string} */ name) => String(said[name] ?? '');
	const receipt = {
		number: said['number'],
		code: text('code'),
		dueAt: text('dueAt'),
		office: text('office'),
	};
	return { outcome: 'done', receipt };
}

/** @typedef {{ said?: Record<string, unknown> | undefined, code?: string, later?: Sent, refused?: Refused }} Asked */

/** @param {string} method @param {string} path @param {BodyInit} body @param {string} type @param {string} lang @returns {Promise<Asked>} */
async function ask(method, path, body, type, lang) {
	const silence = new AbortController();
	const timer = setTimeout(() => silence.abort(), method === 'PUT' ? patienceMs.photo : patienceMs.report);
	try {
		const headers = {
			'content-type': type || 'application/octet-stream',
			accept: 'application/json',
			'accept-language': lang,
		};
		const answer = await fetch(path, { method, body, headers, signal: silence.signal });
		const said = await answer.json().catch(() => undefined);
		if (answer.ok) return { said };
		return refusalOf(answer.status, said?.error);
	} catch {
		return { later: noSignal };
	} finally {
		clearTimeout(timer);
	}
}

/**
 * What can never succeed as it is must be shown; everything else is tried again, also what a machine in between said.
 * @param {number} status @param {{ code?: string, message?: string, sentences?: Record<string, string> } | undefined} error
 * @returns {Asked}
 */
function refusalOf(status, error) {
	const code = error?.code ?? '';
	const final = status === 413 || (code !== '' && [400, 403, 404, 409, 415].includes(status));
	if (!final) return { code, later: { outcome: 'later', waitMs: 30_000 } };
	return {
		code,
		refused: { status, message: error?.message ?? null, sentences: error?.sentences ?? {}, photo: null },
	};
}
