// "Use where I am now" beside a point: asks the phone and writes what it says into the field.
for (const button of document.querySelectorAll('[data-point]')) {
	const field = button instanceof HTMLElement ? document.getElementById(button.dataset['point'] ?? '') : null;
	const said = button.parentElement?.querySelector('[data-point-said]');
	if (!(button instanceof HTMLButtonElement) || !(field instanceof HTMLInputElement)) continue;
	if (!(said instanceof HTMLElement) || !('geolocation' in navigator)) continue;
	button.hidden = false;
	button.addEventListener('click', () => {
		button.disabled = true;
		navigator.geolocation.getCurrentPosition(
			({ coords }) => {
				button.disabled = false;
				field.value = `${coords.latitude.toFixed(6)},${coords.longitude.toFixed(6)}`;
				said.textContent = (said.dataset['found'] ?? '').replace(
					'{metres}',
					String(Math.ceil(coords.accuracy)),
				);
			},
			() => {
				button.disabled = false;
				said.textContent = said.dataset['wrong'] ?? '';
			},
			{ enableHighAccuracy: true, timeout: 20_000, maximumAge: 60_000 },
		);
	});
}
