import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { config } from '#platform/config';
import { securityHeaders } from '#platform/http';
import { handleOidc } from '#sso';

const mount = '/oidc';
/** Far more than any request needs; what is larger is not read. */
const most = { addressLength: 8192, bodyBytes: 32_768 };
const origin = new URL(config.publicOrigin);

/** The OpenID provider, which reads bodies and writes answers itself. */
export async function oidcDoor(app: FastifyInstance): Promise<void> {
	await app.register(async (door) => {
		door.removeAllContentTypeParsers();
		door.addContentTypeParser('*', (_request, _payload, done) => done(null));
		// Typed from another device's screen: the pages of the portal ask.
		door.get(`${mount}/device`, (request, reply) => reply.redirect(devicePage(request), 303));
		door.post(`${mount}/device`, (_request, reply) => reply.redirect('/masuk/perangkat', 303));
		door.all(`${mount}/*`, pass);
		// Where RFC 8414 looks for it.
		door.get(`/.well-known/oauth-authorization-server${mount}`, (request, reply) => {
			request.raw.url = `${mount}/.well-known/oauth-authorization-server`;
			return pass(request, reply);
		});
	});
}

function devicePage({ url }: FastifyRequest): string {
	const code = new URL(url, origin).searchParams.get('user_code');
	return code ? `/masuk/perangkat?${new URLSearchParams({ kode: code.slice(0, 20) })}` : '/masuk/perangkat';
}

function pass(request: FastifyRequest, reply: FastifyReply) {
	const { raw } = request;
	if ((raw.url ?? '').length > most.addressLength) return refuse(reply, 414);
	if (Number(request.headers['content-length'] ?? 0) > most.bodyBytes) return refuse(reply, 413);
	if (request.headers['transfer-encoding'] !== undefined) return refuse(reply, 411);
	reply.hijack();
	for (const [name, value] of Object.entries(securityHeaders)) reply.raw.setHeader(name, value);
	reply.raw.setHeader('x-request-id', request.id);
	raw.headers['x-forwarded-proto'] = origin.protocol.replace(':', '');
	raw.headers['x-forwarded-host'] = origin.host;
	raw.headers['x-forwarded-for'] = request.ip;
	Object.assign(raw, { originalUrl: raw.url, url: (raw.url ?? '').slice(mount.length) });
	return handleOidc(raw, reply.raw);
}

function refuse(reply: FastifyReply, status: 411 | 413 | 414) {
	return reply
		.code(status)
		.header('connection', 'close')
		.send({ error: 'invalid_request', error_description: 'too large' });
}
