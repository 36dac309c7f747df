import { error } from '@sveltejs/kit';
import { findOwnDraft } from '#lib/draft.ts';
import { sendFile } from '#lib/send-file.ts';
import type { RequestHandler } from './$types';

/** A photo of one's own unfinished report; nobody else has the draft's secret. */
export const GET: RequestHandler = async ({ params, cookies, request }) => {
	const draft = await findOwnDraft(cookies);
	const file = draft?.files.find(({ id }) => id === params.id);
	if (!file) error(404);
	const contentType = file.thumbSha256 ? 'image/jpeg' : file.contentType;
	return sendFile({ sha256: file.thumbSha256 ?? file.sha256, contentType, isPublic: false }, request);
};
