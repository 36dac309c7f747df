// The desk works without this. With it: keys for the frequent acts, and what changed arrives by itself.

const pollMs = 10_000;

/** @type {Record<string, string>} */
const moves = { j: 'next', k: 'previous' };

document.addEventListener('keydown', (event) => {
	if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
	if (moves[event.key]) return move(moves[event.key] === 'next' ? 1 : -1);
	if (event.key === '?') return help();
	const button = document.querySelector(`button[data-key="${CSS.escape(event.key)}"]`);
	if (button instanceof HTMLElement) {
		event.preventDefault();
		return button.focus();
	}
	const act = document.querySelector(`details[data-act="${CSS.escape(event.key)}"]`);
	if (!(act instanceof HTMLDetailsElement)) return;
	event.preventDefault();
	act.open = true;
	const field = act.querySelector('textarea, input:not([type=hidden]), select, button');
	if (field instanceof HTMLElement) field.focus();
});

/** @param {EventTarget | null} target */
function isWriting(target) {
	return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
}

/** Opens the list of keys and goes there, or closes it. */
function help() {
	const list = document.querySelector('[data-help]');
	if (!list?.toggleAttribute('open')) return;
	const name = list.querySelector('summary');
	name?.focus();
	name?.scrollIntoView({ block: 'nearest' });
}

/** Along the list where it is to be seen, else to the case before or after.
 * @param {1 | -1} by */
function move(by) {
	const rows = [...document.querySelectorAll('a[data-row]')].filter((row) => row.checkVisibility());
	if (rows.length === 0) {
		const step = document.querySelector(`a[data-step="${by > 0 ? 'next' : 'previous'}"]`);
		if (step instanceof HTMLAnchorElement) step.click();
		return;
	}
	const at = rows.findIndex(
		(row) => row === document.activeElement || row.getAttribute('aria-current') === 'true',
	);
	const next = rows[at < 0 ? 0 : at + by];
	if (next instanceof HTMLElement) next.focus();
}

/** Asks whether something on this desk changed; if so the list is drawn again, and the case too unless something is being written. */
async function look() {
	const pane = document.querySelector('[data-live]');
	const since = pane?.getAttribute('data-since');
	if (!since || document.hidden) return;
	try {
		const answer = await fetch(`/meja/perubahan?sejak=${encodeURIComponent(since)}`);
		if (!answer.ok || (await answer.json()).changed === 0) return;
		const page = await fetch(location.href);
		if (!page.ok) return;
		const fresh = new DOMParser().parseFromString(await page.text(), 'text/html');
		swap('[data-live]', fresh);
		if (isBusy()) return;
		swap('.pane-case', fresh);
		swap('.pane-acts', fresh);
	} catch {
		// no network: asked again at the next turn
	}
}

/** @param {string} selector @param {Document} fresh */
function swap(selector, fresh) {
	const [old, made] = [document.querySelector(selector), fresh.querySelector(selector)];
	if (old && made && !old.contains(document.activeElement)) old.replaceWith(document.adoptNode(made));
}

function isBusy() {
	const acts = document.querySelector('.pane-acts');
	return acts?.querySelector('details.act[open]') !== null || acts.contains(document.activeElement);
}

/** A ready answer goes where the pen is, beside what was typed. */
document.addEventListener('submit', (event) => {
	if (!(event.target instanceof HTMLFormElement) || !event.target.matches('[data-replies]')) return;
	const text = event.target.querySelector('option:checked')?.getAttribute('data-text');
	const box = event.target.closest('details')?.querySelector('textarea');
	if (!text || !box) return;
	event.preventDefault();
	const gap = box.value && box.selectionStart > 0 ? '\n' : '';
	box.setRangeText(gap + text, box.selectionStart, box.selectionEnd, 'end');
	box.dispatchEvent(new Event('input', { bubbles: true }));
	box.focus();
});

setInterval(look, pollMs);
