import { Readable } from 'node:stream';
import { Refusal } from '#platform/refusal';
import { find, get } from '#platform/storage';

/**
 * A stored file as an answer: never as something that runs, in parts when a player asks for a part. Whoever calls has
 * made sure that the asker may have it.
 */
export async function sendFile(
	sha256: string,
	type: string,
	caching: string,
	range?: string | null,
): Promise<Response> {
	const found = await find(sha256);
	if (!found) throw new Refusal('not-found', 'platform/no-such-file');
	const part = readRange(range, found.sizeBytes);
	const stream = await get(sha256, part);
	const headers = {
		'content-type': type,
		'content-length': String(part ? part.end - part.start + 1 : found.sizeBytes),
		'content-disposition': 'inline',
		'accept-ranges': 'bytes',
		'cache-control': caching,
		'content-security-policy': "default-src 'none'; sandbox",
		...(part ? { 'content-range': `bytes ${part.start}-${part.end}/${found.sizeBytes}` } : {}),
	};
	// Node's two descriptions of the same web stream differ in their generic only.
	const body = Readable.toWeb(stream) as ReadableStream<Uint8Array>;
	return new Response(body, { status: part ? 206 : 200, headers });
}

function readRange(
	range: string | null | undefined,
	size: number,
): { start: number; end: number } | undefined {
	const [, from, to] = range?.match(/^bytes=(\d*)-(\d*)$/) ?? [];
	if (from === undefined || (from === '' && to === '')) return undefined;
	const start = from === '' ? Math.max(0, size - Number(to)) : Number(from);
	const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
	return start <= end ? { start, end } : undefined;
}
