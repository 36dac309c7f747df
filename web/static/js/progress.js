// A long work shows how far it is without being asked; without this there is a link.

const everyMs = 2000;

async function look() {
	const shown = document.querySelector('[data-progress="running"]');
	if (!shown) return;
	try {
		const answer = await fetch(location.href);
		const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
		const fresh = page.querySelector('[data-progress]');
		if (!fresh) return;
		if (fresh.getAttribute('data-progress') !== 'running') return location.reload();
		shown.replaceWith(fresh);
	} catch {
		// no network: asked again at the next turn
	}
	setTimeout(look, everyMs);
}
setTimeout(look, everyMs);
