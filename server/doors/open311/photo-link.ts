import { timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { now } from '#platform/clock';
import { config } from '#platform/config';
import { answerFile } from '#platform/media';
import { Refusal } from '#platform/refusal';
import { sign } from '#platform/secret';

const goodForMs = 30 * 86_400_000;

/**
 * An address under which the server of an office fetches one photo of a case it was sent, for thirty days: photos that
 * nobody has read over are open to nobody else.
 */
export function photoLink(sha256: string): string {
	const until = (now().getTime() + goodForMs).toString(36);
	return `${config.publicOrigin}/open311/photos/${sha256}.${until}.${signatureOf(sha256, until)}.jpg`;
}

type Address = { Params: { file: string } };

/** `/open311/photos/…`. Refuses `open311/no-such-photo` (404): also one whose time is over. */
export async function sendPhoto(
	request: FastifyRequest<Address>,
	reply: FastifyReply,
): Promise<FastifyReply> {
	const [, sha256, until, signature] =
		request.params.file.match(/^([0-9a-f]{64})\.([0-9a-z]{1,10})\.([\w-]{43})\.jpg$/) ?? [];
	if (!sha256 || !until || !signature || !isGood(sha256, until, signature)) {
		throw new Refusal('not-found', 'open311/no-such-photo');
	}
	const { method, headers } = request;
	const file = { sha256, contentType: 'image/jpeg', isPublic: false };
	const asked = { method, range: headers.range, ifNoneMatch: headers['if-none-match'] };
	const { stream, ...answer } = await answerFile(file, asked);
	reply.code(answer.status).headers(answer.headers);
	return reply.send(stream);
}

function isGood(sha256: string, until: string, signature: string): boolean {
	if (Number.parseInt(until, 36) < now().getTime()) return false;
	return timingSafeEqual(Buffer.from(signatureOf(sha256, until)), Buffer.from(signature));
}

function signatureOf(sha256: string, until: string): string {
	return sign('open311 photo', `${sha256} ${until}`).toString('base64url');
}
