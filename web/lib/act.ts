import { fail, type RequestEvent, redirect } from '@sveltejs/kit';
import { freshen, proofOf } from '#identity';
import { Refusal } from '#platform/refusal';
import type { FormState } from './form.ts';
import { proofField } from './proof-field.ts';
import { keepSession } from './session.ts';

type Options = {
	/** Fields that are never given back, such as passwords. */
	forget?: string[];
};

/**
 * Runs what a form asks for. A `Refusal` becomes the same page again with its status, a sentence beside each field,
 * and everything that was typed; anything else goes its way. Use it as the whole body of a form action:
 * `close: (event) => act(event, async (form) => { … redirect(303, …) })`.
 */
export async function act<T>(
	event: RequestEvent,
	run: (form: FormData) => Promise<T>,
	options: Options = {},
) {
	const form = await event.request.formData();
	try {
		await takeProof(event, form);
		return await run(form);
	} catch (thrown) {
		if (!(thrown instanceof Refusal)) throw thrown;
		if (thrown.code === 'people/level-needed') leadUp(event.url, thrown);
		if (thrown.code === 'identity/not-fresh' && event.locals.actor.kind === 'resident') askAnew(event.url);
		const proof = await askedProof(event, thrown);
		const state: FormState = {
			action: actionOf(event.url),
			key: textOf(form, '_form'),
			errors: sayRefusal(thrown, event.locals.t),
			values: keep(form, [...(options.forget ?? []), proofField]),
			...(proof ? { proof } : {}),
		};
		return fail(thrown.status, state);
	}
}

/** A form that was sent before and asked for a factor carries it now, beside what was typed. */
async function takeProof({ locals, cookies, url }: RequestEvent, form: FormData): Promise<void> {
	const typed = secretOf(form, proofField);
	if (!typed || locals.actor.kind !== 'officer') return;
	const { actor, session } = await freshen(locals.actor, typed, proofField);
	locals.actor = actor;
	keepSession(cookies, url, session);
}

async function askedProof({ locals }: RequestEvent, refusal: Refusal): Promise<FormState['proof']> {
	const isAsked = refusal.code === 'identity/not-fresh' || proofField in refusal.fields;
	return isAsked && locals.actor.kind === 'officer' ? proofOf(locals.actor) : undefined;
}

/** Whoever is not sure enough for something is led to where they become so, and back. */
function leadUp({ pathname }: URL, { params }: Refusal): never {
	redirect(303, `/akun/data?perlu=${params['needed']}&kembali=${encodeURIComponent(pathname)}`);
}

/** A resident shows a code or a key on a page of its own, and comes back. */
function askAnew({ pathname }: URL): never {
	redirect(303, `/masuk/lagi?kembali=${encodeURIComponent(pathname)}`);
}

/** A text field, trimmed; '' where it is missing or a file. */
export function textOf(form: FormData, name: string): string {
	const value = form.get(name);
	return typeof value === 'string' ? value.trim() : '';
}

/** A password exactly as it was typed; '' where it is missing or a file. */
export function secretOf(form: FormData, name: string): string {
	const value = form.get(name);
	return typeof value === 'string' ? value : '';
}

function actionOf(url: URL): string {
	return [...url.searchParams.keys()].find((key) => key.startsWith('/')) ?? '';
}

function sayRefusal(refusal: Refusal, t: App.Locals['t']): FormState['errors'] {
	const fields = Object.entries(refusal.fields).map(([name, key]) => [name, t(key, refusal.params)] as const);
	const message = t(refusal.messageKey, refusal.params);
	if (refusal.code === 'identity/not-fresh') return { message, fields: { [proofField]: message } };
	return { message, fields: Object.fromEntries(fields) };
}

function keep(form: FormData, forget: string[]): FormState['values'] {
	const names = [...new Set(form.keys())].filter((name) => !forget.includes(name));
	return Object.fromEntries(
		names.map((name) => [name, form.getAll(name).filter((value) => typeof value === 'string')]),
	);
}
