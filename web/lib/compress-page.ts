import { gzipSync } from 'node:zlib';

/**
 * A page as it travels: whole and compressed at once, which costs a third of a stream that is compressed piece by piece
 * and lets the browser know its length. Whatever is no page goes on as it is.
 */
export async function compressPage(request: Request, response: Response): Promise<Response> {
	if (!response.headers.get('content-type')?.startsWith('text/html')) return response;
	if (!/\bgzip\b/.test(request.headers.get('accept-encoding') ?? '')) return response;
	const body = gzipSync(await response.arrayBuffer());
	const headers = new Headers(response.headers);
	headers.set('content-encoding', 'gzip');
	headers.set('content-length', String(body.length));
	headers.append('vary', 'accept-encoding');
	return new Response(body, { status: response.status, headers });
}
