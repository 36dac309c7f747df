import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { answerFile } from '#platform/media';
import { Refusal } from '#platform/refusal';

export type ReadableFile = { contentType: string; isPublic: boolean };

/** How to send a stored file, if whoever sends this request may have it. An address alone gives nobody anything. */
export type MayRead = (sha256: string, request: FastifyRequest) => Promise<ReadableFile | undefined>;

type Address = { Params: { sha256: string; variant: string } };

/**
 * `/berkas/<sha256>/isi` shows a photo or video, `/berkas/<sha256>/unduh` saves it. What one may not read and what is
 * not there are the same answer, 404.
 */
export function filesDoor(mayRead: MayRead) {
	return async (app: FastifyInstance): Promise<void> => {
		app.route<Address>({
			method: ['GET', 'HEAD'],
			url: '/berkas/:sha256/:variant',
			handler: (request, reply) => sendFile(mayRead, request, reply),
		});
	};
}

async function sendFile(
	mayRead: MayRead,
	request: FastifyRequest<Address>,
	reply: FastifyReply,
): Promise<FastifyReply> {
	const { sha256, variant } = request.params;
	const isAddress = /^[0-9a-f]{64}$/.test(sha256) && (variant === 'isi' || variant === 'unduh');
	const file = isAddress ? await mayRead(sha256, request) : undefined;
	if (!file) throw new Refusal('not-found', 'platform/no-such-file');
	const { headers } = request;
	const { stream, ...answer } = await answerFile(
		{ sha256, ...file },
		{
			method: request.method,
			range: headers.range,
			ifRange: headers['if-range']?.toString(),
			ifNoneMatch: headers['if-none-match'],
			download: variant === 'unduh',
		},
	);
	reply.code(answer.status).headers(answer.headers);
	return reply.send(stream);
}
