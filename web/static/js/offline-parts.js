// What the form on the phone and its list of kept reports share. Every word they show stands in the page.

const box = document.querySelector('[data-offline]');

/**
 * @template {Element} T
 * @param {string} selector @param {new () => T} kind @param {ParentNode} [within]
 * @returns {T}
 */
export function need(selector, kind, within = document) {
	const found = within.querySelector(selector);
	if (!(found instanceof kind)) throw new Error(selector);
	return found;
}

/** @param {string} name */
export const word = (name) => (box instanceof HTMLElement && box.dataset[name]) || '';

/** @param {string} name */
export function copyOf(name) {
	const made = need(`template[data-part=${name}]`, HTMLTemplateElement).content.firstElementChild?.cloneNode(
		true,
	);
	if (!(made instanceof HTMLElement)) throw new Error(name);
	return made;
}

/** @param {string} sentence */
export function say(sentence) {
	need('[data-said]', HTMLElement).textContent = sentence;
}
