/* Copies an address; the button says that it did. Hidden where there is no clipboard, and the address stands there instead. */
for (const button of document.querySelectorAll('[data-copy]')) {
	if (!(button instanceof HTMLElement) || !navigator.clipboard) continue;
	const label = button.querySelector('span');
	button.hidden = false;
	for (const plain of document.querySelectorAll('[data-by-hand]')) plain.setAttribute('hidden', '');
	button.addEventListener('click', async () => {
		await navigator.clipboard.writeText(button.dataset['copy'] ?? '');
		if (label) label.textContent = button.dataset['copied'] ?? '';
	});
}
