import { createHash, randomUUID } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { AwsClient } from 'aws4fetch';
import { Refusal } from '#platform/refusal';
import { isSha256, type PutOptions, pathOf, type Source, type Store, type Stored } from './store.ts';
import { inMb, refuseLarger, writeFile } from './write-file.ts';

export type S3 = { endpoint: string; bucket: string; region: string; accessKey: string; secretKey: string };

type Ask = {
	method: 'PUT' | 'GET' | 'HEAD' | 'DELETE';
	headers?: Record<string, string>;
	body?: Blob | Uint8Array<ArrayBuffer>;
};
type Send = (path: string, ask: Ask) => Promise<Response>;

const emptySha256 = createHash('sha256').digest('hex');
const pausesMs = [100, 500];
const patienceMs = 60_000;
const fullCodes = /QuotaExceeded|InsufficientCapacity|StorageFull/;

/**
 * Any store that speaks S3, addressed by path (`endpoint/bucket/ab/cd/abcd…`). Every request is signed over the
 * hash of its body, so the store itself refuses bytes that changed on the way. A store that cannot be reached is
 * refused with `platform/storage-unreachable` (503) after three tries; all requests here may safely be repeated.
 */
export function s3Store(settings: S3): Store {
	const send = sender(settings);
	return {
		put: (source, options = {}) => putObject(send, source, options),
		find: async (sha256) => {
			const answer = await send(pathOf(sha256), { method: 'HEAD' });
			if (answer.status === 404) return undefined;
			await expectOk(answer);
			return { sizeBytes: Number(answer.headers.get('content-length')) };
		},
		get: async (sha256, range) => {
			const headers: Record<string, string> = range ? { range: `bytes=${range.start}-${range.end}` } : {};
			const answer = await send(pathOf(sha256), { method: 'GET', headers });
			if (answer.status === 404) throw new Refusal('not-found', 'platform/no-such-file');
			await expectOk(answer);
			return Readable.from(answer.body ?? []);
		},
		remove: async (sha256) => {
			const answer = await send(pathOf(sha256), { method: 'DELETE' });
			if (answer.status !== 404) await expectOk(answer);
		},
		async *list() {
			const { listObjects } = await import('./list-objects.ts');
			for await (const { key, ...object } of listObjects(async (query) =>
				textOf(await send(query, { method: 'GET' })),
			)) {
				const sha256 = key.slice(6);
				if (isSha256(sha256)) yield { sha256, ...object };
			}
		},
	};
}

function sender(settings: S3): Send {
	const client = new AwsClient({
		accessKeyId: settings.accessKey,
		secretAccessKey: settings.secretKey,
		region: settings.region,
		service: 's3',
	});
	const top = `${settings.endpoint.replace(/\/+$/, '')}/${settings.bucket}`;
	return async (path, { method, headers, body }) => {
		for (let tries = 0; ; tries += 1) {
			const pause = pausesMs[tries];
			const signed = await client.sign(`${top}${path.startsWith('?') ? path : `/${path}`}`, {
				method,
				headers: { 'x-amz-content-sha256': emptySha256, ...headers },
				...(body ? { body } : {}),
			});
			const answer = await reach(signed);
			if (answer && (answer.status < 500 || answer.status === 507) && answer.status !== 429) return answer;
			if (pause === undefined) throw new Refusal('unavailable', 'platform/storage-unreachable');
			await answer?.body?.cancel();
			await new Promise((resolve) => setTimeout(resolve, pause));
		}
	};
}

/** The answer's head, or nothing when the network fails or stays silent too long. The body may take its time. */
async function reach(request: Request): Promise<Response | undefined> {
	const silence = new AbortController();
	const timer = setTimeout(() => silence.abort(), patienceMs);
	try {
		return await fetch(request, { signal: silence.signal });
	} catch (error) {
		if (error instanceof TypeError || silence.signal.aborted) return undefined;
		throw error;
	} finally {
		clearTimeout(timer);
	}
}

/** The address is the hash, so a stream is first written to a file of its own, which is then sent with its length. */
async function putObject(send: Send, source: Source, options: PutOptions): Promise<Stored> {
	if (source instanceof Uint8Array) {
		refuseLarger(source.byteLength, options.mostBytes ?? Number.MAX_SAFE_INTEGER);
		const stored = {
			sha256: createHash('sha256').update(source).digest('hex'),
			sizeBytes: source.byteLength,
		};
		return upload(send, stored, new Uint8Array(source), options);
	}
	const draft = join(tmpdir(), `ssp-upload-${randomUUID()}`);
	const stored = await writeFile(draft, source, options.mostBytes);
	try {
		return await upload(send, stored, await openAsBlob(draft), options);
	} finally {
		await unlink(draft);
	}
}

async function upload(
	send: Send,
	stored: Stored,
	body: NonNullable<Ask['body']>,
	options: PutOptions,
): Promise<Stored> {
	const path = pathOf(stored.sha256);
	const there = await send(path, { method: 'HEAD' });
	if (there.ok && Number(there.headers.get('content-length')) === stored.sizeBytes) return stored;
	const type = options.type ?? 'application/octet-stream';
	const answer = await send(path, {
		method: 'PUT',
		headers: { 'x-amz-content-sha256': stored.sha256, 'content-type': type },
		body,
	});
	await expectOk(answer);
	return stored;
}

async function textOf(answer: Response): Promise<string> {
	await expectOk(answer);
	return answer.text();
}

/** What the store says when it says no is for the operator: its code, never the address or a key. */
async function expectOk(answer: Response): Promise<void> {
	if (answer.ok) return;
	const said = await answer.text();
	const code = said.match(/<Code>([A-Za-z0-9]{1,60})<\/Code>/)?.[1] ?? 'no code';
	if (answer.status === 507 || fullCodes.test(code))
		throw new Refusal('unavailable', 'platform/storage-full');
	if (code === 'EntityTooLarge')
		throw new Refusal('too-large', 'platform/file-too-large', { params: { limitMb: inMb(5e9) } });
	throw new Error(`S3 answered ${answer.status} ${code}`);
}
