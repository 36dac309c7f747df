import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { chooseLanguage } from '#platform/i18n';
import { Refusal } from '#platform/refusal';
import { contentTypes, type Format, type Value, writeAnswer } from './write-answer.ts';

/** What of a request every answer needs: in which format and language. */
export type Wish = { format: Format; lang: 'id' | 'en' };

export type Answer = {
	root: string;
	data: Value;
	/** Seconds a cache may keep it; 0 for what is one sender's own. */
	maxAge: number;
	changedAt?: Date | undefined;
};

/** Refuses an ending other than `.xml` and `.json` (404). */
export function readWish(request: FastifyRequest, format: string): Wish {
	if (format !== 'xml' && format !== 'json') throw new Refusal('not-found', 'open311/no-such-resource');
	return { format, lang: languageOf(request) };
}

export function languageOf(request: FastifyRequest): 'id' | 'en' {
	return chooseLanguage(undefined, request.headers['accept-language'] ?? null);
}

/** `road.pothole.xml` in its two parts: a code may hold points itself. */
export function splitEnding(file: string): { name: string; format: string } {
	const cut = file.lastIndexOf('.');
	return cut < 0 ? { name: file, format: '' } : { name: file.slice(0, cut), format: file.slice(cut + 1) };
}

/** Sends it; to somebody who has the same already only says so (304). */
export function respond(request: FastifyRequest, reply: FastifyReply, wish: Wish, answer: Answer) {
	const body = writeAnswer(wish.format, answer.root, answer.data);
	const tag = `W/"${createHash('sha1').update(body).digest('base64url')}"`;
	reply.headers({
		'content-type': contentTypes[wish.format],
		'content-language': wish.lang,
		vary: 'accept-language',
		'cache-control': answer.maxAge > 0 ? `public, max-age=${answer.maxAge}` : 'no-store',
		...(answer.changedAt ? { 'last-modified': answer.changedAt.toUTCString() } : {}),
		...(answer.maxAge > 0 ? { etag: tag } : {}),
	});
	const known = request.headers['if-none-match'];
	const isFresh = answer.maxAge > 0 && known?.split(',').some((one) => one.trim() === tag);
	return isFresh ? reply.code(304).send() : reply.code(200).send(body);
}
