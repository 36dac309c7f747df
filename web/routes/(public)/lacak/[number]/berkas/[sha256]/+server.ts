import { findFile, parseNumber } from '#casework';
import { findPerson } from '#lib/person-access.ts';
import { sendFile } from '#lib/send-file.ts';
import { Refusal } from '#platform/refusal';
import type { RequestHandler } from './$types';

/** A file of one's own case, for whoever showed its code. */
export const GET: RequestHandler = async ({ params, cookies, locals, request }) => {
	const person = await findPerson(cookies, parseNumber(params.number) ?? '', locals.actor);
	const file = person && (await findFile(person.actor, params.sha256));
	if (!file) throw new Refusal('not-found', 'platform/no-such-file');
	return sendFile({ sha256: params.sha256, contentType: file.contentType, isPublic: false }, request);
};
