// The desk works without this. With it: keys for the frequent acts, and what changed arrives by itself.

const pollMs = 10_000;

/** @type {Record<string, string>} */
const moves = { j: 'next', k: 'previous' };

document.addEventListener('keydown', (event) => {
	if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
	if (moves[event.key]) return move(moves[event.key] === 'next' ? 1 : -1);
	if (event.key === '?') return document.querySelector('[data-help]')?.toggleAttribute('open');
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

/** @param {1 | -1} by */
function move(by) {
	const rows = [...document.querySelectorAll('a[data-row]')];
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
		if (!isBusy()) swap('.pane-case', fresh);
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
	return [...document.querySelectorAll('.pane-acts textarea')].some(
		(field) => field instanceof HTMLTextAreaElement && field.value !== field.defaultValue,
	);
}

setInterval(look, pollMs);
