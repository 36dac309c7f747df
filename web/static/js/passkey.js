// A key in the person's device signs what the server asks; without script, or without such keys, nothing is shown.
const boxes = [...document.querySelectorAll('[data-passkey]')].filter((box) => box instanceof HTMLElement);
/** What the browser offers while somebody types an address gives way to a button that is pressed. */
let offering = new AbortController();
const offerMs = 9 * 60_000;

if ('PublicKeyCredential' in window) for (const box of boxes) begin(box);

/** A box holds a form of its own, or is the hidden field of a form that asks for a key beside what it does.
 * @param {HTMLElement} box */
function begin(box) {
	const form = box instanceof HTMLInputElement ? box.form : box.querySelector('form');
	const answer = box instanceof HTMLInputElement ? box : form?.elements.namedItem('answer');
	if (!form || !(answer instanceof HTMLInputElement)) return;
	box.hidden = false;
	const ask = (/** @type {SubmitEvent} */ event) => {
		if (answer.value) return;
		event.preventDefault();
		event.stopImmediatePropagation(); // it is not sent yet
		offering.abort();
		sign(box, {}).then(
			(signed) => send(form, answer, signed, event.submitter),
			() => say(form),
		);
	};
	form.addEventListener('submit', ask, { capture: true });
	if (box.dataset['passkeyOffer'] !== undefined) void offer(box, form, answer);
}

/** Beside the field for the address, where the browser can; asked anew before what was asked is too old.
 * @param {HTMLElement} box @param {HTMLFormElement} form @param {HTMLInputElement} answer */
async function offer(box, form, answer) {
	if (!(await PublicKeyCredential.isConditionalMediationAvailable?.())) return;
	offering = new AbortController();
	const { signal } = offering;
	const again = setTimeout(() => {
		offering.abort();
		void offer(box, form, answer);
	}, offerMs);
	try {
		send(form, answer, await sign(box, { mediation: 'conditional', signal }), null);
	} catch {
		// turned away, or a button was pressed instead
	}
	if (offering.signal === signal) clearTimeout(again);
}

/** @param {HTMLFormElement} form @param {HTMLInputElement} answer @param {object} signed @param {HTMLElement | null} button */
function send(form, answer, signed, button) {
	answer.value = JSON.stringify(signed);
	form.requestSubmit(button);
}

/** @param {HTMLElement} box @param {CredentialRequestOptions} how */
async function sign({ dataset }, how) {
	const asked = await fetch(dataset['options'] ?? '', { method: 'POST' });
	if (!asked.ok) throw new Error('not asked');
	const options = await asked.json();
	const made =
		dataset['passkey'] === 'add'
			? await navigator.credentials.create({ publicKey: readNew(options) })
			: await navigator.credentials.get({ ...how, publicKey: readAsked(options) });
	if (!(made instanceof PublicKeyCredential)) throw new Error('no key');
	return made.toJSON ? made.toJSON() : write(made);
}

/** @param {PublicKeyCredentialCreationOptionsJSON} options @returns {PublicKeyCredentialCreationOptions} */
function readNew(options) {
	if (PublicKeyCredential.parseCreationOptionsFromJSON) {
		return PublicKeyCredential.parseCreationOptionsFromJSON(options);
	}
	const { challenge, user, excludeCredentials = [], rp, pubKeyCredParams, timeout } = options;
	const { residentKey, userVerification } = options.authenticatorSelection ?? {};
	return {
		...{ rp, pubKeyCredParams, timeout: timeout ?? 60_000, attestation: 'none' },
		challenge: bytes(challenge),
		user: { ...user, id: bytes(user.id) },
		excludeCredentials: excludeCredentials.map(({ id }) => ({ type: 'public-key', id: bytes(id) })),
		authenticatorSelection: {
			residentKey: residentKey === 'required' ? 'required' : 'preferred',
			requireResidentKey: true,
			userVerification: userVerification === 'required' ? 'required' : 'preferred',
		},
	};
}

/** @param {PublicKeyCredentialRequestOptionsJSON} options @returns {PublicKeyCredentialRequestOptions} */
function readAsked(options) {
	if (PublicKeyCredential.parseRequestOptionsFromJSON) {
		return PublicKeyCredential.parseRequestOptionsFromJSON(options);
	}
	const { challenge, rpId, timeout = 60_000 } = options;
	return { challenge: bytes(challenge), ...(rpId ? { rpId } : {}), timeout, userVerification: 'required' };
}

/** For browsers that do not write it themselves. @param {PublicKeyCredential} made */
function write({ id, rawId, type, response }) {
	const parts = ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle'];
	const written = parts.flatMap((name) => {
		const part = Reflect.get(response, name);
		return part instanceof ArrayBuffer ? [[name, text(part)]] : [];
	});
	const given = Object.fromEntries(written);
	return { id, rawId: text(rawId), type, response: given, clientExtensionResults: {} };
}

/** @param {string} written */
function bytes(written) {
	const plain = atob(written.replaceAll('-', '+').replaceAll('_', '/'));
	return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
}

/** @param {ArrayBuffer} read */
function text(read) {
	const plain = String.fromCharCode(...new Uint8Array(read));
	return btoa(plain).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** @param {HTMLFormElement} form */
function say(form) {
	const said = '[data-passkey-said]';
	const line = form.querySelector(said) ?? form.parentElement?.querySelector(said);
	if (line instanceof HTMLElement) line.hidden = false;
}
