// On every page of /lapor: makes it open without a signal next time, keeps what was answered in this tab in case the signal
// goes, and sends what waits on this phone. Without it the pages work as they are.
import { findKept, forget, keep, listReports, sendKept, watchKept } from './queue.js';

const { lang } = document.documentElement;
const answersKey = 'lapor';
const lookAgainMs = 6_000;
let later = 0;
const strip = document.querySelector('[data-kept-strip]');
const onForm = document.querySelector('[data-offline]');

if ('serviceWorker' in navigator) {
	navigator.serviceWorker
		.register(`/sw.js?lang=${lang}`, { scope: '/lapor', type: 'module', updateViaCache: 'none' })
		.catch(() => undefined); // an older browser: it needs a signal, as before
}

// What was answered stays in this tab until the report is sent or the tab is closed.
document.addEventListener('submit', (event) => {
	const form = event.target;
	if (!(form instanceof HTMLFormElement) || form.method !== 'post' || form.closest('[data-offline]')) return;
	remember(new FormData(form, event.submitter));
});

/** @param {FormData} given */
function remember(given) {
	const answers = recall();
	for (const [name, value] of given)
		if (typeof value === 'string' && !name.startsWith('_')) answers[name] = value;
	sessionStorage.setItem(answersKey, JSON.stringify(answers));
}

/** @returns {Record<string, string>} */
function recall() {
	try {
		return JSON.parse(sessionStorage.getItem(answersKey) ?? '{}');
	} catch {
		return {};
	}
}

if (location.pathname === '/lapor/terkirim') sessionStorage.removeItem(answersKey);

// The last button: when its answer does not come, the sending is kept and repeated, and stays one report.
const last = document.querySelector('[data-draft] form');
if (last instanceof HTMLFormElement) {
	last.addEventListener('submit', (event) => {
		event.preventDefault();
		if (last.hasAttribute('data-sending')) return; // a second tap
		last.setAttribute('data-sending', '');
		sendDraft(last).catch(() => last.submit()); // a phone that keeps nothing sends as without this script
	});
}

/** @param {HTMLFormElement} form */
async function sendDraft(form) {
	const draft = form.closest('[data-draft]')?.getAttribute('data-draft');
	const useFilePlace = new FormData(form).get('useFilePlace') === 'on';
	const key = `draft ${draft}`;
	const fresh = {
		key,
		lang,
		addedAt: Date.now(),
		answers: { draft, useFilePlace },
		photos: [],
		tries: 0,
		nextAt: 0,
	};
	if (!(await findKept(key))) await keep({ ...fresh, kind: 'draft', state: 'waiting' });
	await sendKept({ now: true });
	const kept = await findKept(key);
	if (kept?.state === 'refused') {
		await forget(key);
		form.submit();
	} else {
		location.assign(kept?.state === 'sent' ? '/lapor/terkirim' : '/lapor/luring#tersimpan');
	}
}

async function showStrip() {
	if (!strip || onForm) return;
	const kept = await listReports().catch(() => []);
	strip.toggleAttribute('hidden', !kept.some(({ state }) => state !== 'sent'));
}

/** Each report has its own next time, further away after each try; this only looks whether it has come. @param {boolean} now */
async function send(now) {
	clearTimeout(later);
	const left = await sendKept({ now }).catch(() => 0);
	if (left > 0) {
		later = window.setTimeout(() => document.hidden || send(false), lookAgainMs);
		askForSync();
	}
	await showStrip();
}

/** Where the phone can, it wakes the worker at the next signal, also when this page is closed. */
async function askForSync() {
	const registration = await navigator.serviceWorker?.ready;
	await Object(registration)
		.sync?.register('lapor')
		.catch(() => undefined);
}

addEventListener('online', () => send(true));
document.addEventListener('visibilitychange', () => document.hidden || send(false));
watchKept(showStrip);
send(false);
