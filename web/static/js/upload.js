// Shows how far an upload is, lets it be stopped and tried again, and keeps what was chosen when it fails. Without it the
// browser shows its own and the server says the same.
const box = document.querySelector('[data-upload]');
const form = box?.querySelector('form');
const said = box?.querySelector('[data-upload-said]');

/** @type {XMLHttpRequest | undefined} */
let running;

if (form && said instanceof HTMLElement) {
	form.addEventListener('submit', (event) => {
		const files = chosen(form);
		if (files.length === 0) return;
		event.preventDefault();
		const large = files.find(({ size }) => size > Number(word('mostBytes')));
		if (large) say(said, tooLarge(large));
		else send(form, said, event.submitter);
	});
}

/** @param {HTMLFormElement} form */
function chosen(form) {
	const field = form.querySelector('input[type=file]');
	return field instanceof HTMLInputElement ? [...(field.files ?? [])] : [];
}

/** @param {string} name */
function word(name) {
	return (box instanceof HTMLElement && box.dataset[name]) || '';
}

/** @param {File} file */
function tooLarge({ name, size }) {
	const mb = (/** @type {number} */ bytes) =>
		(Math.ceil(bytes / 1e5) / 10).toLocaleString(document.documentElement.lang);
	const sentence = word('tooLarge')
		.replace('{sizeMb}', mb(size))
		.replace('{limitMb}', mb(Number(word('mostBytes'))));
	return `${name}: ${sentence}`;
}

/** @param {HTMLElement} place @param {string} sentence @param {...Node} more */
function say(place, sentence, ...more) {
	const line = document.createElement('p');
	line.className = 'wrong';
	line.textContent = sentence;
	place.replaceChildren(...(sentence ? [line] : []), ...more);
}

/** @param {string} text @param {() => void} work */
function button(text, work) {
	const made = document.createElement('button');
	made.type = 'button';
	made.className = 'button second small-button';
	made.textContent = text;
	made.addEventListener('click', work);
	return made;
}

/** @param {HTMLFormElement} form @param {HTMLElement} place @param {HTMLElement | null} by */
function send(form, place, by) {
	running?.abort();
	const target =
		by instanceof HTMLButtonElement && by.hasAttribute('formaction') ? by.formAction : form.action;
	const request = new XMLHttpRequest();
	running = request;
	showProgress(place, request);
	const again = () =>
		say(
			place,
			word('broken'),
			button(word('again'), () => send(form, place, by)),
		);
	request.addEventListener('error', again);
	request.addEventListener('timeout', again);
	request.addEventListener('abort', () => say(place, ''));
	request.addEventListener('load', () => {
		if (request.status < 400) return goOn(request, target);
		if (request.status >= 500 || request.status === 429) return again();
		say(place, reasonIn(request.responseText) || word('broken'));
	});
	request.open('POST', target);
	request.setRequestHeader('accept', 'text/html');
	request.send(new FormData(form));
}

/** The next page; or this one anew, with the files it has now. @param {XMLHttpRequest} request @param {string} target */
function goOn({ responseURL }, target) {
	const changing = new URLSearchParams(location.search).has('ubah') ? '?ubah' : '';
	location.assign(responseURL && responseURL !== target ? responseURL : location.pathname + changing);
}

/** What the server says is wrong, in its own words. @param {string} html */
function reasonIn(html) {
	const answer = new DOMParser().parseFromString(html, 'text/html');
	const lines = [...answer.querySelectorAll('.summary-of-errors li, .summary-of-errors p')];
	return lines.map((line) => line.textContent?.trim()).join(' ');
}

/** @param {HTMLElement} place @param {XMLHttpRequest} request */
function showProgress(place, request) {
	const label = document.createElement('label');
	const bar = document.createElement('progress');
	const text = document.createElement('span');
	bar.max = 1;
	bar.value = 0;
	label.append(text, bar);
	place.replaceChildren(
		label,
		button(word('cancel'), () => request.abort()),
	);
	const show = (/** @type {number} */ part) => {
		bar.value = part;
		// Every tenth is said, not every packet.
		const share = `${Math.floor(part * 10) * 10}%`;
		const words = part < 1 ? word('sending').replace('{share}', share) : word('looking');
		if (text.textContent !== words) text.textContent = words;
	};
	show(0);
	request.upload.addEventListener('progress', ({ loaded, total }) => show(total ? loaded / total : 0));
	request.upload.addEventListener('load', () => show(1));
}
