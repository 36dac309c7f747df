import { listCodeKeys } from '#documents';
import type { RequestHandler } from './$types';

/** The keys that the square codes on documents are checked with, old ones too, for programs of others. */
export const GET: RequestHandler = async () =>
	Response.json(await listCodeKeys(), {
		headers: {
			'content-type': 'application/jwk-set+json',
			'access-control-allow-origin': '*',
			'cache-control': 'public, max-age=300',
		},
	});
