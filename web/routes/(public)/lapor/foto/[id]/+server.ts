import { error } from '@sveltejs/kit';
import { findOwnDraft } from '#lib/draft.ts';
import { openFile } from '#platform/storage';
import type { RequestHandler } from './$types';

/** A photo of one's own unfinished report; nobody else has the draft's secret. */
export const GET: RequestHandler = async ({ params, cookies }) => {
	const draft = await findOwnDraft(cookies);
	const file = draft?.files.find(({ id }) => id === params.id);
	if (!file) error(404);
	const stored = await openFile(file.thumbSha256 ?? file.sha256);
	if (!stored) error(404);
	return new Response(stored.body, {
		headers: {
			'content-type': file.thumbSha256 ? 'image/jpeg' : file.contentType,
			'cache-control': 'private, max-age=600',
			'content-security-policy': "default-src 'none'; sandbox",
		},
	});
};
