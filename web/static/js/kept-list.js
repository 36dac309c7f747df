// The list of what is kept on this phone: what waits, what was sent, what was refused and why.

import { copyOf, need, say, word } from './offline-parts.js';
import { forget, forgetReports, keep, listReports, sendKept, watchKept } from './queue.js';

/** @typedef {import('./queue.js').Kept} Kept */

const { lang } = document.documentElement;
const list = need('[data-list]', HTMLElement);
/** @type {(kept: Kept) => void} */
let toChange = () => undefined;

/** Draws the list, and again whenever something changed. @param {(kept: Kept) => void} change puts a report into the form */
export async function showKept(change) {
	toChange = change;
	watchKept(draw);
	await draw();
	// Whoever comes back with something here comes for it.
	if (list.childElementCount > 0) need('[data-said]', HTMLElement).after(need('#tersimpan', HTMLElement));
}

/** @param {boolean} now */
export async function send(now) {
	const left = await sendKept({ now });
	if (now) say(left > 0 ? word('noSignal') : '');
	const registration = left > 0 ? await navigator.serviceWorker?.getRegistration('/lapor') : undefined;
	await Object(registration)
		.sync?.register('lapor')
		.catch(() => undefined);
}

/** Draws the list again. */
async function draw() {
	const all = await listReports();
	const focus = document.activeElement?.closest('[data-key]')?.getAttribute('data-key');
	list.replaceChildren(...all.map(drawOne));
	need('[data-nothing]', HTMLElement).hidden = all.length > 0;
	need('[data-all]', HTMLElement).hidden = all.length === 0;
	const again = focus ? list.querySelector(`[data-key="${CSS.escape(focus)}"] button:not([hidden])`) : null;
	if (again instanceof HTMLElement) again.focus();
}

/** @param {Kept} kept */
function drawOne(kept) {
	const line = copyOf(kept.state);
	line.dataset['key'] = kept.key;
	const begun = new Date(kept.addedAt).toLocaleString(lang === 'en' ? 'en-GB' : 'id-ID', {
		dateStyle: 'long',
		timeStyle: 'short',
	});
	const parts = {
		when: begun,
		text: String(kept.answers['text'] ?? (kept.state === 'sent' ? '' : word('draftWords'))).slice(0, 120),
		photos: kept.photos.length > 0 ? word('photos').replace('{count}', String(kept.photos.length)) : '',
		number: kept.receipt?.number ?? '',
		code: kept.receipt?.code ?? '',
		office: kept.receipt?.office ?? '',
		reason: kept.refused ? reasonOf(kept) : '',
	};
	for (const [name, text] of Object.entries(parts)) {
		for (const part of line.querySelectorAll(`[data-is=${name}]`)) {
			part.textContent = text;
			part.toggleAttribute('hidden', text === '');
		}
	}
	line.querySelector('[data-do=track]')?.setAttribute('href', `/lacak/${kept.receipt?.number}`);
	// One whose fate is not known is not changed: the server may have it as it was.
	const fixed = kept.kind === 'draft' || (kept.state === 'waiting' && kept.tries > 0);
	line.querySelector('[data-do=change]')?.toggleAttribute('hidden', fixed);
	line.addEventListener('click', (event) => act(event, kept));
	return line;
}

/** @param {Kept} kept */
function reasonOf({ refused, photos }) {
	if (!refused) return '';
	const photo = refused.photo === null ? '' : `${photos[refused.photo]?.name ?? ''}: `;
	const sentences = Object.values(refused.sentences).join(' ');
	const large = refused.status === 413 && !refused.message ? word('large') : '';
	return photo + (sentences || refused.message || large || word('refused'));
}

/** @param {Event} event @param {Kept} kept */
async function act(event, kept) {
	const button = event.target instanceof Element ? event.target.closest('[data-do]') : null;
	const what = button?.getAttribute('data-do');
	if (what === 'send') {
		if (kept.state === 'held') await keep({ ...kept, state: 'waiting' });
		await send(true);
	}
	if (what === 'forget' && confirm(word(kept.state === 'sent' ? 'forgetSent' : 'forgetUnsent')))
		await forget(kept.key);
	if (what !== 'change') return;
	await keep({ ...kept, state: 'held' }); // nobody sends it while it is being changed
	toChange(kept);
}

// Everything of this phone: reports, receipts, answers, and the form itself.
need('[data-do=forget-all]', HTMLButtonElement).addEventListener('click', async () => {
	if (!confirm(word('forgetAll'))) return;
	await forgetReports();
	sessionStorage.removeItem('lapor');
	for (const name of (await globalThis.caches?.keys()) ?? [])
		if (name.startsWith('lapor ')) await caches.delete(name);
	await (await navigator.serviceWorker?.getRegistration('/lapor'))?.unregister();
	need('[data-offline] form', HTMLFormElement).reset();
	say(word('forgotten'));
});
