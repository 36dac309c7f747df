import Fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import { config } from '#platform/config';
import { chooseLanguage, type Language, translate } from '#platform/i18n';
import { newId } from '#platform/ids';
import { log } from '#platform/log';
import { Refusal } from '#platform/refusal';
import { securityHeaders } from './security-headers.ts';

const smallBody = 1024 * 1024;

/**
 * The HTTP server that machine doors and pages hang on: request ids, security headers, and the one place where what
 * was thrown becomes an answer for machines. A refusal tells what is wrong; a fault tells an id and is logged with it.
 */
export function createHost(): FastifyInstance {
	const app = Fastify({
		bodyLimit: smallBody,
		trustProxy: config.trustProxy,
		genReqId: newId,
		logger: false,
		routerOptions: { maxParamLength: 200 },
		forceCloseConnections: 'idle',
		// An address that cannot be read gets past every hook.
		frameworkErrors: (error, request, reply) => {
			reply.hijack();
			const headers = { ...securityHeaders, 'x-request-id': request.id, 'content-type': 'application/json' };
			const said = { error: { code: 'http/bad-request', message: error.message } };
			reply.raw.writeHead(error.statusCode ?? 400, headers).end(JSON.stringify(said));
		},
	});
	app.addHook('onRequest', async (request, reply) => {
		reply.headers(securityHeaders);
		reply.header('x-request-id', request.id);
	});
	app.setErrorHandler<FastifyError>((error, request, reply) => {
		const refusal = refusalIn(error, request.routeOptions.bodyLimit);
		const lang = chooseLanguage(undefined, request.headers['accept-language'] ?? null);
		if (refusal) return reply.code(refusal.status).send(refusalAsJson(refusal, lang));
		const status = error.statusCode ?? 500;
		if (status < 500) {
			const message = translate(lang, 'refusal.http.bad-request');
			return reply.code(status).send({ error: { code: 'http/bad-request', message, detail: error.message } });
		}
		log.error(
			{ id: request.id, route: request.routeOptions.url, err: error.name, at: placeOf(error) },
			'fault',
		);
		return reply.code(500).send({ error: { code: 'fault', id: request.id } });
	});
	return app;
}

/** Ours, or the host's own about a body that is too large. */
function refusalIn(error: FastifyError, bodyLimit = smallBody): Refusal | undefined {
	if (error instanceof Refusal) return error;
	if (error.code !== 'FST_ERR_CTP_BODY_TOO_LARGE') return undefined;
	return new Refusal('too-large', 'platform/file-too-large', {
		params: { limitMb: Math.floor(bodyLimit / 1e5) / 10 },
	});
}

/** For programs the codes and keys, for the person behind one the same in sentences of their language. */
export function refusalAsJson({ code, messageKey, fields, params }: Refusal, lang: Language) {
	const say = (key: string) => translate(lang, key, params);
	const sentences = Object.fromEntries(Object.entries(fields).map(([name, key]) => [name, say(key)]));
	return { error: { code, message: say(messageKey), fields, sentences, params } };
}

/** Where it happened, without the message, which may hold what a person wrote. */
export function placeOf(error: Error): string {
	return (error.stack ?? '')
		.split('\n')
		.filter((line) => line.startsWith('    at '))
		.slice(0, 4)
		.map((line) => line.trim())
		.join(' < ');
}
