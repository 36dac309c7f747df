// A key in the person's device signs what the server asks; without script, or without such keys, nothing is shown.
for (const box of document.querySelectorAll('[data-passkey]')) {
	const form = box.querySelector('form');
	if (form instanceof HTMLFormElement && box instanceof HTMLElement && 'PublicKeyCredential' in window) {
		box.hidden = false;
		form.addEventListener('submit', (event) => {
			const answer = form.elements.namedItem('answer');
			if (!(answer instanceof HTMLInputElement) || answer.value) return;
			event.preventDefault();
			sign(box)
				.then((signed) => {
					answer.value = JSON.stringify(signed);
					form.requestSubmit();
				})
				.catch(() => say(box));
		});
	}
}

/** @param {HTMLElement} box */
async function sign({ dataset }) {
	const asked = await fetch(dataset['options'] ?? '', { method: 'POST' });
	if (!asked.ok) throw new Error('not asked');
	const options = await asked.json();
	const made = dataset['passkey'] === 'add' ? await add(options) : await show(options);
	if (!(made instanceof PublicKeyCredential)) throw new Error('no key');
	return made.toJSON();
}

/** @param {PublicKeyCredentialCreationOptionsJSON} options */
function add(options) {
	return navigator.credentials.create({
		publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options),
	});
}

/** @param {PublicKeyCredentialRequestOptionsJSON} options */
function show(options) {
	return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
}

/** @param {HTMLElement} box */
function say(box) {
	const line = box.querySelector('[data-passkey-said]');
	if (line instanceof HTMLElement) line.hidden = false;
}
