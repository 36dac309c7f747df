import { sendFile } from '#lib/send-file.ts';
import { Refusal } from '#platform/refusal';
import { findEvidenceFile } from '#renaksi';
import type { RequestHandler } from './$types';

/** A file of evidence: published for everybody, else for its government's desks and its overseers. */
export const GET: RequestHandler = async ({ params, locals, request }) => {
	const file = await findEvidenceFile(locals.actor, params.sha256);
	if (!file) throw new Refusal('not-found', 'platform/no-such-file');
	return sendFile({ sha256: params.sha256, contentType: file.contentType, isPublic: false }, request);
};
