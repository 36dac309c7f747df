import { error } from '@sveltejs/kit';
import { getDraft } from '#applications';
import { sendFile } from '#lib/send-file.ts';
import type { RequestHandler } from './$types';

/** A file of one's own unfinished application. */
export const GET: RequestHandler = async ({ params, locals, request }) => {
	const { draft } = await getDraft(locals.actor, params.draft);
	const file = draft.files.find(({ id }) => id === params.file);
	if (!file) error(404);
	return sendFile({ sha256: file.sha256, contentType: file.contentType, isPublic: false }, request);
};
