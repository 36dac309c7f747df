// "Use where I am now": asks the phone, fills the form, sends it.
const button = document.querySelector('[data-gps]');
const said = document.querySelector('[data-gps-said]');
const form = button?.closest('form');

if (button instanceof HTMLButtonElement && form && 'geolocation' in navigator) {
	button.hidden = false;
	button.addEventListener('click', (event) => {
		event.preventDefault();
		button.disabled = true;
		navigator.geolocation.getCurrentPosition(
			({ coords }) => {
				fill('lat', coords.latitude.toFixed(5));
				fill('lon', coords.longitude.toFixed(5));
				// Not submit(): what is sent is remembered on the way, should the signal go.
				if ('requestSubmit' in form) form.requestSubmit();
				else HTMLFormElement.prototype.submit.call(form);
			},
			() => {
				button.disabled = false;
				if (said instanceof HTMLElement) said.textContent = said.dataset['wrong'] ?? '';
			},
			{ enableHighAccuracy: true, timeout: 20_000, maximumAge: 60_000 },
		);
	});
}

/** @param {string} name @param {string} value */
function fill(name, value) {
	const field = form?.elements.namedItem(name);
	if (field instanceof HTMLInputElement) field.value = value;
}
