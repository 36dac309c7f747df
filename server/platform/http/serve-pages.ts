import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { config, ownHeaders, preparePagesEnvironment } from '#platform/config';
import { chooseLanguage, translate } from '#platform/i18n';
import { securityHeaders } from './security-headers.ts';

type Handler = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

const smallBody = 1024 * 1024;
const mayUpload = /^\/(lapor|lacak|meja|kelola\/petugas\/impor|layanan\/[a-z0-9-]{2,61}\/ajukan)(\/|\?|$)/;

/** Hands every address no door has taken to the built pages. */
export async function servePages(app: FastifyInstance, built: URL): Promise<void> {
	preparePagesEnvironment();
	const { handler }: { handler: Handler } = await import(built.href);
	const origin = new URL(config.publicOrigin);
	await app.register(async (pages) => {
		pages.removeAllContentTypeParsers();
		pages.addContentTypeParser('*', (_request, _payload, done) => done(null)); // the pages read the body themselves
		pages.all('/*', (request, reply) => {
			if (refuseBody(request, reply)) return;
			reply.hijack();
			const { raw } = request;
			raw.headers[ownHeaders.protocol] = origin.protocol.replace(':', '');
			raw.headers[ownHeaders.host] = origin.host;
			raw.headers[ownHeaders.address] = request.ip;
			for (const [name, value] of Object.entries(securityHeaders)) reply.raw.setHeader(name, value);
			reply.raw.setHeader('x-request-id', request.id);
			handler(raw, reply.raw, () => notFound(reply.raw));
		});
	});
}

function notFound(response: ServerResponse): void {
	response.writeHead(404).end();
}

/** Only forms that take photos may be large, and every body must say how large it is. */
function refuseBody(request: FastifyRequest, reply: FastifyReply): boolean {
	if (request.method === 'GET' || request.method === 'HEAD') return false;
	const length = request.headers['content-length'];
	const limit = mayUpload.test(request.url) ? config.uploadMaxBytes * 5 + smallBody : smallBody;
	if (length === undefined && request.headers['transfer-encoding']) {
		reply
			.code(411)
			.header('connection', 'close')
			.send({ error: { code: 'http/length-required' } });
		return true;
	}
	if (Number(length ?? 0) <= limit) return false;
	reply.code(413).header('connection', 'close');
	if (request.headers.accept?.includes('text/html')) {
		reply.type('text/html').send(tooLargePage(request.headers['accept-language'], limit));
	} else reply.send({ error: { code: 'http/too-large', params: { limit } } });
	return true;
}

/** What somebody sees whose browser sent more than a form of ours ever needs; the way back still has what they wrote. */
function tooLargePage(wanted: string | undefined, limit: number): string {
	const lang = chooseLanguage(undefined, wanted ?? null);
	const limitMb = Math.floor(limit / 1e5) / 10;
	const sentence = translate(lang, 'refusal.platform.file-too-large', { limitMb });
	return `<!doctype html><html lang="${lang}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>413</title><h1>${sentence}</h1>`;
}
