import { fail, type RequestEvent } from '@sveltejs/kit';
import { Refusal } from '#platform/refusal';
import type { FormState } from './form.ts';

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
		return await run(form);
	} catch (thrown) {
		if (!(thrown instanceof Refusal)) throw thrown;
		const state: FormState = {
			action: actionOf(event.url),
			key: textOf(form, '_form'),
			errors: sayRefusal(thrown, event.locals.t),
			values: keep(form, options.forget ?? []),
		};
		return fail(thrown.status, state);
	}
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
	return { message: t(refusal.messageKey, refusal.params), fields: Object.fromEntries(fields) };
}

function keep(form: FormData, forget: string[]): FormState['values'] {
	const names = [...new Set(form.keys())].filter((name) => !forget.includes(name));
	return Object.fromEntries(
		names.map((name) => [name, form.getAll(name).filter((value) => typeof value === 'string')]),
	);
}
