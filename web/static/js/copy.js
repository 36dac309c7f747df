/* Copies an address; the button says that it did. Hidden where there is no clipboard. */
for (const button of document.querySelectorAll('[data-copy]')) {
	if (!(button instanceof HTMLElement) || !navigator.clipboard) continue;
	const label = button.querySelector('span');
	button.hidden = false;
	button.addEventListener('click', async () => {
		await navigator.clipboard.writeText(button.dataset['copy'] ?? '');
		if (label) label.textContent = button.dataset['copied'] ?? '';
	});
}
