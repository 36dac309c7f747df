import { Refusal } from '#platform/refusal';

/** What a form or an address carries: each name with every value it was given, in order. A map, so no name is special. */
export type Form = Map<string, string[]>;

const mostParameters = 200;

/**
 * `a=1&b%5B%5D=2` as the specification has it: UTF-8, percent-encoded, a plus is a space. Strict, so that nothing is
 * quietly replaced. Refuses `open311/unreadable`: broken escapes, bytes that are no UTF-8, NUL.
 */
export function readForm(text: string): Form {
	const form: Form = new Map();
	const pairs = text.split('&').filter(Boolean);
	if (pairs.length > mostParameters) throw new Refusal('invalid', 'open311/too-many-parameters');
	for (const pair of pairs) {
		const cut = pair.indexOf('=');
		const [name, value] = cut < 0 ? [pair, ''] : [pair.slice(0, cut), pair.slice(cut + 1)];
		addTo(form, decode(name), decode(value, name));
	}
	return form;
}

/** Also for what comes in parts; the same refusals. */
export function addTo(form: Form, name: string, value: string): void {
	if (!isText(name) || !isText(value)) throw unreadable(name);
	const before = form.get(name);
	if (before) before.push(value);
	else form.set(name, [value]);
}

/** The bytes of a body as text; refuses what is no UTF-8. */
export function textOfBody(bytes: Uint8Array): string {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		throw unreadable('');
	}
}

function decode(escaped: string, name = escaped): string {
	try {
		return decodeURIComponent(escaped.replaceAll('+', ' '));
	} catch {
		throw unreadable(name);
	}
}

/** PostgreSQL holds no NUL, and half a surrogate pair is no character. */
function isText(text: string): boolean {
	return !text.includes('\u0000') && text.isWellFormed();
}

function unreadable(name: string): Refusal {
	return new Refusal('invalid', 'open311/unreadable', { params: { name: printable(name) } });
}

/** A name somebody sent, short and harmless enough to be shown again. */
export function printable(name: string): string {
	return name.replace(/[^\w.[\]%-]/g, '?').slice(0, 60);
}

/** The one value of a parameter; an empty one counts as absent. Refuses `open311/twice` when it was given two. */
export function one(form: Form, name: string): string | undefined {
	const values = new Set((form.get(name) ?? []).map((value) => value.trim()).filter(Boolean));
	if (values.size > 1) throw new Refusal('invalid', 'open311/twice', { params: { name } });
	return [...values][0];
}

/** A parameter that may be declared several times or hold a list with commas; undefined when there is nothing in it. */
export function many(form: Form, name: string): string[] | undefined {
	const values = (form.get(name) ?? []).flatMap((text) => text.split(',')).map((value) => value.trim());
	const distinct = [...new Set(values.filter(Boolean))];
	return distinct.length > 0 ? distinct : undefined;
}

/** Two forms as one: what stands in the address and what in the body. */
export function joined(a: Form, b: Form): Form {
	const form: Form = new Map([...a].map(([name, values]) => [name, [...values]]));
	for (const [name, values] of b) for (const value of values) addTo(form, name, value);
	return form;
}
