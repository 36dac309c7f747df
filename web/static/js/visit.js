// The form of a visit: what is found is kept on this device first and sent from there, so that it waits where there is no
// signal. What is typed is kept as it is typed, and comes back when the page is loaded again. One visit is one thing in the queue; its key makes sure that what was sent twice is recorded once.
import { shrink } from './photo.js';
import { findKept, forget, keep, newKey, sendKept, watchKept } from './queue.js';

/** @typedef {import('./queue.js').Kept} Kept */

const { lang } = document.documentElement;
const lookAgainMs = 6_000;
const typingMs = 400;
const placeMs = { timeout: 15_000, maximumAge: 60_000 };
const box = need('[data-visit]', HTMLElement);
const form = need('form', HTMLFormElement, box);
const key = `visit ${box.dataset['visit']}`;
let later = 0;
let typing = 0;
/** One keeping after the other: what is sent is never overtaken by what was typed before. */
let keeping = Promise.resolve();

/**
 * @template {Element} T
 * @param {string} selector @param {new () => T} kind @param {ParentNode} [within]
 * @returns {T}
 */
function need(selector, kind, within = document) {
	const found = within.querySelector(selector);
	if (!(found instanceof kind)) throw new Error(selector);
	return found;
}

form.addEventListener('submit', (event) => {
	event.preventDefault();
	const button = need('button', HTMLButtonElement, form);
	if (button.disabled) return;
	button.disabled = true;
	clearTimeout(typing);
	keeping
		.then(() => keepForm())
		.then(() => send(true))
		.catch(() => form.submit()) // a device that keeps nothing sends as without this script
		.finally(() => {
			button.disabled = false;
		});
});

form.addEventListener('input', () => {
	clearTimeout(typing);
	typing = window.setTimeout(hold, typingMs);
});

/** Keeps what stands in the form, not to be sent: until it is, or is forgotten. */
function hold() {
	clearTimeout(typing);
	keeping = keeping.then(holdForm).catch(() => undefined); // a device that keeps nothing
	return keeping;
}

async function holdForm() {
	const before = await findKept(key);
	if (form.hidden || (before && before.state !== 'held' && before.state !== 'refused')) return;
	const kept = await written(before);
	if (!before && isEmpty(kept)) return;
	await keep({
		...kept,
		state: before?.state ?? 'held',
		...(before?.refused ? { refused: before.refused } : {}),
	});
	showHeld(kept);
}

/** @param {Kept} kept */
function isEmpty({ answers, photos }) {
	const typed = [...Object.values(Object(answers['findings'])), answers['note']];
	return photos.length === 0 && typed.every((value) => value === '');
}

/** @param {Kept} [kept] */
function showHeld(kept) {
	need('[data-held]', HTMLElement).hidden = !kept;
	need('[data-held-photos]', HTMLElement).textContent = String(kept?.photos.length ?? 0);
}

async function keepForm() {
	const kept = await written(await findKept(key));
	kept.answers['captured'] = { at: new Date().toISOString(), ...(await whereAmI()) };
	await keep(kept);
	showHeld();
	navigator.storage?.persist?.().catch(() => undefined);
}

/** What stands in the form; photos that were chosen before stay where no others are. @param {Kept} [before] */
async function written(before) {
	const data = new FormData(form);
	const chosen = data.getAll('files').filter((one) => one instanceof File && one.size > 0);
	const photos = chosen.length > 0 ? await shrunk(chosen) : (before?.photos ?? []);
	const findings = [...data].filter(([name, value]) => typeof value === 'string' && !isOurs(name));
	/** @type {Kept} */
	const kept = {
		...{ key, kind: 'visit', lang, addedAt: Date.now(), state: 'waiting' },
		to: { photos: box.dataset['photosTo'] ?? '', record: `${location.pathname}/hasil` },
		answers: {
			findings: Object.fromEntries(findings),
			note: String(data.get('note') ?? ''),
			key: before?.answers['key'] ?? newKey(),
		},
		...{ photos, tries: 0, nextAt: 0 },
	};
	return kept;
}

/** Photos that were made small already, by what tells one file from another. @type {{ of: string, photos: Kept['photos'] }} */
let small = { of: '', photos: [] };

/** @param {FormDataEntryValue[]} chosen */
async function shrunk(chosen) {
	const files = chosen.filter((one) => one instanceof File);
	const of = files.map(({ name, size, lastModified }) => `${name} ${size} ${lastModified}`).join('\n');
	if (small.of !== of) {
		const photos = [];
		for (const file of files) photos.push(await shrink(file, true));
		small = { of, photos };
	}
	return small.photos;
}

/** @param {string} name */
const isOurs = (name) => name.startsWith('_') || ['note', 'key', 'files'].includes(name);

/** Where the device is, if it knows and may say; satellites are seen without a signal too. @returns {Promise<object>} */
function whereAmI() {
	return new Promise((resolve) => {
		if (!('geolocation' in navigator)) return resolve({});
		navigator.geolocation.getCurrentPosition(
			({ coords: { latitude, longitude, accuracy } }) =>
				resolve({ lat: latitude, lon: longitude, accuracyM: Math.round(accuracy) }),
			() => resolve({}),
			{ enableHighAccuracy: true, ...placeMs },
		);
	});
}

/** @param {boolean} now */
async function send(now) {
	clearTimeout(later);
	const left = await sendKept({ now }).catch(() => 0);
	await show();
	if (left === 0) return;
	later = window.setTimeout(() => document.hidden || send(false), lookAgainMs);
	const registration = await navigator.serviceWorker?.getRegistration('/lapor');
	await Object(registration)
		.sync?.register('lapor')
		.catch(() => undefined);
}

/** The form, or what became of it. */
async function show() {
	const kept = await findKept(key).catch(() => undefined);
	const waits = kept?.state === 'waiting' || kept?.state === 'sending';
	if (kept?.state === 'sent') {
		await forget(key);
		location.assign(box.dataset['done'] ?? '/meja');
		return;
	}
	form.hidden = waits;
	const waiting = need('[data-waiting]', HTMLElement);
	waiting.hidden = !waits;
	need('[data-photos]', HTMLElement).textContent = String(kept?.photos.length ?? 0);
	// One whose fate is not known is not changed: the server may have it as it was.
	need('[data-do=change]', HTMLElement).hidden = (kept?.tries ?? 0) > 0;
	const refused = need('[data-refused]', HTMLElement);
	const wasHidden = refused.hidden;
	refused.hidden = kept?.state !== 'refused';
	if (kept?.state === 'refused' && wasHidden) {
		need('[data-reason]', HTMLElement).textContent = reasonOf(kept);
		fillForm(kept);
		refused.focus();
	}
}

/** @param {Kept} kept */
function reasonOf({ refused, photos }) {
	const photo = refused?.photo == null ? '' : `${photos[refused.photo]?.name ?? ''}: `;
	const sentences = Object.values(refused?.sentences ?? {}).join(' ');
	return photo + (sentences || refused?.message || box.dataset['refusedWord']);
}

/** What was written comes back into its fields; photos stay where they are kept. @param {Kept} kept */
function fillForm({ answers }) {
	const written = { ...Object(answers['findings']), note: answers['note'] };
	for (const [name, value] of Object.entries(written)) {
		const field = form.elements.namedItem(name);
		if (
			field instanceof RadioNodeList ||
			field instanceof HTMLInputElement ||
			field instanceof HTMLTextAreaElement ||
			field instanceof HTMLSelectElement
		)
			field.value = String(value);
	}
}

box.addEventListener('click', async ({ target }) => {
	const what = target instanceof Element ? target.closest('[data-do]')?.getAttribute('data-do') : null;
	if (what === 'send') await send(true);
	const kept = await findKept(key);
	if (what === 'change' && kept) {
		await keep({ ...kept, state: 'held' });
		fillForm(kept);
		await show();
		form.querySelector('input:not([type=hidden])')?.scrollIntoView();
	}
	if (what === 'forget' && confirm(box.dataset['forget'])) {
		clearTimeout(typing);
		await keeping;
		await forget(key);
		form.reset();
		showHeld();
		await show();
	}
});

if (box.dataset['offline'] === 'true' && 'serviceWorker' in navigator) {
	// The worker of /lapor empties the same queue when there is a signal again, also when no page is open.
	navigator.serviceWorker
		.register(`/sw.js?lang=${lang}`, { scope: '/lapor', type: 'module', updateViaCache: 'none' })
		.catch(() => undefined);
}
addEventListener('online', () => send(true));
document.addEventListener('visibilitychange', () => document.hidden || send(false));
watchKept(show);
findKept(key).then((kept) => {
	if (kept?.state !== 'held') return;
	fillForm(kept);
	showHeld(kept);
});
send(false);
