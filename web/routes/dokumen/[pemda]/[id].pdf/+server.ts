import { Readable } from 'node:stream';
import { findDocumentFile } from '#documents';
import { Refusal } from '#platform/refusal';
import { find, get } from '#platform/storage';
import type { RequestHandler } from './$types';

/** The signed file, for its holder and the office that issued it. */
export const GET: RequestHandler = async ({ params, locals }) => {
	if (locals.actor.kind === 'anonymous') throw new Refusal('unauthenticated', 'people/sign-in-needed');
	const { sha256, fileName } = await findDocumentFile(locals.actor, params);
	const size = (await find(sha256))?.sizeBytes;
	// Node's two descriptions of the same web stream differ in their generic only.
	const body = Readable.toWeb(await get(sha256)) as ReadableStream<Uint8Array>;
	return new Response(body, {
		headers: {
			'content-type': 'application/pdf',
			'content-disposition': `attachment; filename="${fileName}"`,
			...(size === undefined ? {} : { 'content-length': String(size) }),
			'cache-control': 'private, no-store',
			'content-security-policy': "default-src 'none'; sandbox",
			'x-content-type-options': 'nosniff',
		},
	});
};
