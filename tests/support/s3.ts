import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type S3Settings = { bucket: string; region: string; accessKey: string; secretKey: string };
type Signed = { method: string; path: string; query: string; headers: Record<string, string> };

/**
 * A small server that speaks the S3 this project uses (path-style GET with ranges, HEAD, PUT, DELETE, ListObjectsV2)
 * and checks each request's Signature Version 4 by its own arithmetic, from the bytes that arrived.
 */
export async function startS3(settings: S3Settings, pageSize = 1000) {
	const objects = new Map<string, { bytes: Buffer; type: string; at: Date }>();
	const asked: string[] = [];
	const faults: (number | 'cut')[] = [];
	const server = createServer(async (request, response) => {
		const bytes = await bodyOf(request);
		const [path = '', query = ''] = (request.url ?? '').split('?');
		asked.push(`${request.method} ${request.url}`);
		const fault = faults.shift();
		if (fault === 'cut') return void request.socket.destroy();
		if (fault) return refuse(response, fault, fault === 507 ? 'XMinioStorageFull' : 'InternalError');
		const wrong = whatIsWrong(
			{ method: request.method ?? '', path, query, headers: flat(request) },
			bytes,
			settings,
		);
		if (wrong) return refuse(response, 403, wrong);
		const key = decodeURIComponent(path).replace(`/${settings.bucket}/`, '');
		if (path === `/${settings.bucket}`) return list(response, new URLSearchParams(query));
		if (request.method === 'PUT') {
			if (request.headers['content-length'] === undefined)
				return refuse(response, 411, 'MissingContentLength');
			objects.set(key, { bytes, type: request.headers['content-type'] ?? '', at: new Date() });
			return void response.writeHead(200).end();
		}
		if (request.method === 'DELETE') {
			objects.delete(key);
			return void response.writeHead(204).end();
		}
		answer(request, response, objects.get(key)?.bytes);
	});
	function list(response: ServerResponse, query: URLSearchParams): void {
		const keys = [...objects.keys()].sort().filter((key) => key > (query.get('continuation-token') ?? ''));
		const shown = keys.slice(0, pageSize);
		const rows = shown.map((key) => {
			const object = objects.get(key);
			return `<Contents><Key>${key}</Key><LastModified>${object?.at.toISOString()}</LastModified><Size>${object?.bytes.length}</Size></Contents>`;
		});
		const more = keys.length > pageSize;
		const next = more ? `<NextContinuationToken>${shown.at(-1)}</NextContinuationToken>` : '';
		response.writeHead(200, { 'content-type': 'application/xml' });
		response.end(
			`<?xml version="1.0"?><ListBucketResult><IsTruncated>${more}</IsTruncated>${next}${rows.join('')}</ListBucketResult>`,
		);
	}
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo; // it listens on a port, so this is no path and not null
	return {
		endpoint: `http://127.0.0.1:${port}`,
		objects,
		asked,
		/** The next requests fail with these statuses, or are cut off. */
		failNext: (...next: (number | 'cut')[]) => faults.push(...next),
		close: () => {
			server.closeAllConnections();
			return new Promise<void>((resolve) => server.close(() => resolve()));
		},
	};
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk);
	return Buffer.concat(chunks);
}

function flat(request: IncomingMessage): Record<string, string> {
	return Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
}

function refuse(response: ServerResponse, status: number, code: string): void {
	response.writeHead(status, { 'content-type': 'application/xml' });
	response.end(`<?xml version="1.0"?><Error><Code>${code}</Code></Error>`);
}

function answer(request: IncomingMessage, response: ServerResponse, bytes: Buffer | undefined): void {
	if (!bytes) {
		refuse(response, 404, 'NoSuchKey');
		return;
	}
	const range = request.headers.range?.match(/^bytes=(\d+)-(\d+)$/);
	const part = range ? bytes.subarray(Number(range[1]), Number(range[2]) + 1) : bytes;
	response.writeHead(range ? 206 : 200, { 'content-length': part.length });
	response.end(request.method === 'HEAD' ? undefined : part);
}

/** The code S3 would answer, or nothing when signature, date and body are right. */
export function whatIsWrong(
	request: Signed,
	body: Buffer,
	settings: S3Settings,
	clock = Date.now(),
): string | undefined {
	const given = request.headers['authorization']?.match(
		/^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/,
	);
	if (!given) return 'AccessDenied';
	const [, key = '', day = '', region = '', names = '', signature = ''] = given;
	if (key !== settings.accessKey) return 'InvalidAccessKeyId';
	if (region !== settings.region) return 'AuthorizationHeaderMalformed';
	const signed = names.split(';');
	const date = request.headers['x-amz-date'] ?? '';
	if (!['host', 'x-amz-date', 'x-amz-content-sha256'].every((name) => signed.includes(name)))
		return 'AccessDenied';
	const at = Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
	if (!(Math.abs(clock - at) < 15 * 60 * 1000) || !date.startsWith(day)) return 'RequestTimeTooSkewed';
	const expected = sign(request, signed, { date, day, region, secretKey: settings.secretKey });
	if (!timingSafeEqual(Buffer.from(signature), Buffer.from(expected))) return 'SignatureDoesNotMatch';
	const hash = createHash('sha256').update(body).digest('hex');
	return request.headers['x-amz-content-sha256'] === hash ? undefined : 'XAmzContentSHA256Mismatch';
}

function sign(
	request: Signed,
	signed: string[],
	{ date, day, region, secretKey }: { date: string; day: string; region: string; secretKey: string },
): string {
	const canonical = [
		request.method,
		request.path,
		[...new URLSearchParams(request.query)]
			.map((pair) => pair.map(encode).join('='))
			.sort()
			.join('&'),
		...signed.map((name) => `${name}:${(request.headers[name] ?? '').trim().replace(/\s+/g, ' ')}`),
		'',
		signed.join(';'),
		request.headers['x-amz-content-sha256'] ?? '',
	].join('\n');
	const scope = `${day}/${region}/s3/aws4_request`;
	const toSign = ['AWS4-HMAC-SHA256', date, scope, createHash('sha256').update(canonical).digest('hex')].join(
		'\n',
	);
	const hmac = (secret: string | Buffer, text: string) => createHmac('sha256', secret).update(text).digest();
	const signingKey = hmac(hmac(hmac(hmac(`AWS4${secretKey}`, day), region), 's3'), 'aws4_request');
	return hmac(signingKey, toSign).toString('hex');
}

function encode(text: string): string {
	return encodeURIComponent(text).replace(
		/[!'()*]/g,
		(letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
	);
}
