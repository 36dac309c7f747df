// The form that works without a signal: what is written goes into the queue of this phone, and from there to the server.

import { send, showKept } from './kept-list.js';
import { copyOf, need, say, word } from './offline-parts.js';
import { shrink } from './photo.js';
import { keep, newKey } from './queue.js';

/** @typedef {import('./queue.js').Kept} Kept */

const answersKey = 'lapor';
const mostPhotos = 5;
const { lang } = document.documentElement;
const box = need('[data-offline]', HTMLElement);
const form = need('[data-offline] form', HTMLFormElement);
const districts = need('[name=district]', HTMLSelectElement);
const groups = [...districts.querySelectorAll('optgroup')];

/** The report that is being changed, or a new one. @type {Kept | undefined} */
let changing;
/** Answers of the form of many pages that this one does not ask for. @type {Record<string, string>} */
let other = {};

/** @param {string} name */
const typed = (name) => String(new FormData(form).get(name) ?? '').trim();

/** @param {string} name @param {unknown} value */
function fill(name, value) {
	const field = form.elements.namedItem(name);
	if (
		field instanceof RadioNodeList ||
		field instanceof HTMLInputElement ||
		field instanceof HTMLTextAreaElement ||
		field instanceof HTMLSelectElement
	)
		if (typeof value === 'string' || typeof value === 'number') field.value = String(value);
}

/** Only the kecamatan of the chosen kabupaten: a list of 455 is no question. */
function showDistricts() {
	const regency = typed('regency');
	for (const group of groups) group.remove();
	const inside = groups.find((group) => group.dataset['in'] === regency);
	if (inside) districts.append(inside);
	districts.closest('.field')?.toggleAttribute('hidden', !inside);
}

/** @param {Record<string, unknown>} answers */
function fillForm(answers) {
	for (const name of ['text', 'class', 'place', 'privacy', 'name', 'email', 'phone', 'lat', 'lon'])
		fill(name, answers[name]);
	fill('subject', answers['other'] || answers['subject']);
	const region = String(answers['region'] ?? '');
	fill('regency', region.slice(0, 5));
	showDistricts();
	fill('district', region.slice(0, 8));
	showPoint();
	showContact();
}

/** What the person says, as the server wants it. */
function readForm() {
	const [lat, lon] = [typed('lat'), typed('lon')];
	const region = typed('district') || typed('regency') || null;
	const inOther = other['region'] && region && other['region'].startsWith(region) ? other['region'] : region;
	const answers = {
		text: typed('text'),
		class: typed('class'),
		subject: typed('subject'),
		region: inOther,
	};
	const contact = typed('privacy') === 'anonymous' ? [] : ['name', 'email', 'phone'];
	return {
		...answers,
		...(lat && lon ? { lat: Number(lat), lon: Number(lon) } : {}),
		...(other['assetClass'] && other['subject'] === answers.subject
			? { assetClass: other['assetClass'] }
			: {}),
		place: typed('place'),
		privacy: typed('privacy'),
		...Object.fromEntries(contact.map((name) => [name, typed(name)])),
		useFilePlace: typed('useFilePlace') === 'on',
	};
}

/** Sentences for what is missing; the server looks at the rest. @returns {Record<string, string>} */
function findWrong() {
	const wrong = ['class', 'subject', 'privacy'].filter((name) => typed(name) === '');
	if ([...typed('text')].length < 10) wrong.unshift('text');
	if (chosenPhotos().length > mostPhotos) wrong.push('photos');
	return Object.fromEntries(wrong.map((name) => [name, word(`${name}Missing`)]));
}

const idOf = (/** @type {string} */ name) => `f-${name}`;

/** Beside each field, and first on the page with a way to each. @param {Record<string, string>} sentences */
function showWrong(sentences) {
	for (const old of form.querySelectorAll('.wrong')) old.remove();
	for (const field of form.querySelectorAll('.has-wrong')) field.classList.remove('has-wrong');
	for (const field of form.querySelectorAll('[aria-invalid]')) field.removeAttribute('aria-invalid');
	const summary = need('[data-summary]', HTMLElement);
	const lines = need('ul', HTMLElement, summary);
	lines.replaceChildren();
	for (const [name, sentence] of Object.entries(sentences)) {
		const field =
			document.getElementById(idOf(name === 'region' ? 'regency' : name)) ??
			need('textarea', HTMLTextAreaElement);
		const around = field.closest('.set, .field');
		const note = copyOf('wrong');
		note.lastElementChild?.append(sentence);
		note.id = `${field.id}-wrong`;
		around?.classList.add('has-wrong');
		around?.querySelector('.legend, .label')?.after(note);
		field.setAttribute('aria-invalid', 'true');
		const line = document.createElement('li');
		const way = document.createElement('a');
		way.href = `#${field.id}`;
		way.textContent = sentence;
		line.append(way);
		lines.append(line);
	}
	summary.hidden = Object.keys(sentences).length === 0;
	if (!summary.hidden) summary.focus();
}

function chosenPhotos() {
	return [...(need('[name=photos]', HTMLInputElement).files ?? [])];
}

form.addEventListener('submit', async (event) => {
	event.preventDefault();
	const wrong = findWrong();
	showWrong(wrong);
	if (Object.keys(wrong).length > 0) return;
	const button = need('button', HTMLButtonElement, form);
	button.disabled = true;
	try {
		await keepForm();
		await send(true);
	} catch {
		say(word('full')); // nothing was kept; everything typed is still here
	} finally {
		button.disabled = false;
	}
});

async function keepForm() {
	const answers = readForm();
	const photos = changing && chosenPhotos().length === 0 ? changing.photos : [];
	for (const file of chosenPhotos()) photos.push(await shrink(file, answers.useFilePlace));
	const key = changing?.key ?? newKey();
	/** @type {Kept} */
	const kept = {
		key,
		kind: 'report',
		lang,
		addedAt: Date.now(),
		state: 'waiting',
		answers,
		photos,
		tries: 0,
		nextAt: 0,
	};
	await keep(kept);
	sessionStorage.removeItem(answersKey);
	navigator.storage?.persist?.().catch(() => undefined);
	changing = undefined;
	other = {};
	form.reset();
	fillForm({});
	say(word('keptNow'));
	need('#tersimpan', HTMLElement).scrollIntoView();
}

const gps = document.querySelector('[data-gps]');
if (gps instanceof HTMLButtonElement && 'geolocation' in navigator) {
	gps.hidden = false;
	gps.addEventListener('click', () => {
		gps.disabled = true;
		navigator.geolocation.getCurrentPosition(
			({ coords }) => {
				gps.disabled = false;
				fill('lat', coords.latitude.toFixed(5));
				fill('lon', coords.longitude.toFixed(5));
				showPoint();
			},
			() => {
				gps.disabled = false;
				need('[data-spot]', HTMLElement).textContent = word('noPoint');
			},
			{ enableHighAccuracy: true, timeout: 60_000, maximumAge: 300_000 },
		);
	});
}

function showPoint() {
	const [lat, lon] = [typed('lat'), typed('lon')];
	need('[data-spot]', HTMLElement).textContent =
		lat && lon ? word('pointAt').replace('{lat}', lat).replace('{lon}', lon) : '';
}

/** Nobody who wants to stay unknown is asked for a name. */
function showContact() {
	need('[data-contact]', HTMLElement).hidden = typed('privacy') === 'anonymous';
}

need('[name=regency]', HTMLSelectElement).addEventListener('change', showDistricts);
form.addEventListener('change', showContact);
form.addEventListener('change', () => {
	const answers = Object.fromEntries(
		[...new FormData(form)].filter(([, value]) => typeof value === 'string'),
	);
	sessionStorage.setItem(
		answersKey,
		JSON.stringify({ ...other, ...answers, region: readForm().region ?? '' }),
	);
});

box.hidden = false;
try {
	other = JSON.parse(sessionStorage.getItem(answersKey) ?? '{}');
} catch {
	other = {};
}
fillForm(other);
if (location.search === '?lanjut') say(word('lost'));
showKept(change).then(() => send(false));

/** @param {Kept} kept */
function change(kept) {
	changing = kept;
	fillForm(kept.answers);
	if (kept.photos.length > 0) say(word('photosStay').replace('{count}', String(kept.photos.length)));
	showWrong(kept.refused?.sentences ?? {});
	if (!kept.refused) need('textarea', HTMLTextAreaElement).focus();
}
