import { findFile } from '#casework';
import { sendFile } from '#lib/send-file.ts';
import { Refusal } from '#platform/refusal';
import type { RequestHandler } from './$types';

/** A photo or video: of a published case for everybody, of others for the officers who may see the case. */
export const GET: RequestHandler = async ({ params, locals, request }) => {
	const file = await findFile(locals.actor, params.sha256);
	if (!file) throw new Refusal('not-found', 'platform/no-such-file');
	return sendFile({ sha256: params.sha256, ...file }, request);
};
