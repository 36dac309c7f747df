import type { RequestEvent } from '@sveltejs/kit';
import type { Visit } from '#identity';

/** Where a request comes from: a shortened address, and what the browser calls itself. */
export function visitOf({ locals, request }: RequestEvent): Visit {
	return { origin: locals.actor.origin, device: request.headers.get('user-agent') ?? '' };
}

/** What a key of the device answered; undefined where it is no JSON. */
export function answerOf(form: FormData): unknown {
	const text = form.get('answer');
	try {
		return typeof text === 'string' && text.length < 20_000 ? JSON.parse(text) : undefined;
	} catch {
		return undefined;
	}
}
