// Counts down under a text area that says how long it may be (`data-count`), a moment after the last letter.
for (const area of document.querySelectorAll('textarea[data-count]')) {
	if (!(area instanceof HTMLTextAreaElement)) continue;
	const note = document.getElementById(`${area.id}-count`);
	if (!note) continue;
	note.setAttribute('aria-live', 'polite');
	const most = Number(area.dataset['count']);
	let later = 0;
	const say = () => {
		const left = most - area.value.length;
		const text = (left >= 0 ? area.dataset['left'] : area.dataset['over']) ?? '';
		note.textContent = text.replace('{count}', Math.abs(left).toLocaleString(document.documentElement.lang));
	};
	area.addEventListener('input', () => {
		clearTimeout(later);
		later = window.setTimeout(say, 400);
	});
	if (area.value) say();
}
