import { Readable } from 'node:stream';
import { answerFile } from '#platform/media';

/**
 * A stored file as an answer: never as something that runs, in parts when a player asks for a part. Whoever calls has
 * made sure that the asker may have it.
 */
export async function sendFile(
	file: { sha256: string; contentType: string; isPublic: boolean },
	{ method, headers: asked }: Request,
): Promise<Response> {
	const { status, headers, stream } = await answerFile(file, {
		method,
		range: asked.get('range'),
		ifRange: asked.get('if-range'),
		ifNoneMatch: asked.get('if-none-match'),
	});
	// Node's two descriptions of the same web stream differ in their generic only.
	const body = stream ? (Readable.toWeb(stream) as ReadableStream<Uint8Array>) : null;
	return new Response(body, { status, headers });
}
