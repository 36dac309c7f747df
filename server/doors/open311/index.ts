import './client/jobs.ts';
import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { now } from '#platform/clock';
import { placeOf } from '#platform/http';
import { log } from '#platform/log';
import { Refusal } from '#platform/refusal';
import { describeEndpoints } from './discovery.ts';
import { fileRequest, readIdempotencyKey } from './file-request.ts';
import { getRequestOfToken } from './find-token.ts';
import { getJurisdiction } from './jurisdiction.ts';
import { getRequest, listRequests } from './list-requests.ts';
import { sendPhoto } from './photo-link.ts';
import { type Form, one, readForm } from './read-form.ts';
import { readQuery } from './read-query.ts';
import { readRequest } from './read-request.ts';
import { receivePost } from './receive-post.ts';
import { asValue, problemsOf } from './refuse.ts';
import { type Answer, languageOf, readWish, respond, splitEnding, type Wish } from './respond.ts';
import { getDefinition, listServices } from './services.ts';
import { contentTypes, type Format, writeAnswer } from './write-answer.ts';

const mostBodyBytes = 256 * 1024;
const seconds = { services: 300, requests: 10 };

/** Open311 GeoReport v2 as a server: `docs/open311.md`. Each error is a list in the format that was asked for. */
export async function open311Door(app: FastifyInstance): Promise<void> {
	await app.register(async (door) => {
		door.removeAllContentTypeParsers();
		const asBytes = { parseAs: 'buffer', bodyLimit: mostBodyBytes } as const;
		door.addContentTypeParser('application/x-www-form-urlencoded', asBytes, (_request, body, done) =>
			done(null, body),
		);
		await door.register(multipart);
		door.addHook(
			'onRequest',
			async (_request, reply) => void reply.header('access-control-allow-origin', '*'),
		);
		door.setErrorHandler(refuse);
		addRoutes(door);
	});
}

function addRoutes(door: FastifyInstance): void {
	const read = (path: string, find: Find) =>
		door.get<Path>(path, async (request, reply) => {
			const { name, format } = splitEnding(request.params.file);
			const wish = readWish(request, format);
			const form = formOfAddress(request);
			return respond(request, reply, wish, await find({ name, form, wish }));
		});
	read('/open311/:file', discovery);
	read('/open311/v2/:file', listing);
	read('/open311/v2/services/:file', definition);
	read('/open311/v2/requests/:file', request);
	read('/open311/v2/tokens/:file', token);
	door.get<Path>('/open311/photos/:file', sendPhoto);
	door.post<Path>('/open311/v2/:file', post);
	door.options('/open311/*', allow);
	const others = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
	door.route({ method: others, url: '/open311', handler: noSuchResource });
	door.route({ method: others, url: '/open311/*', handler: noSuchResource });
}

type Path = { Params: { file: string } };
type Find = (asked: { name: string; form: Form; wish: Wish }) => Promise<Answer>;

const discovery: Find = async ({ name, wish }) => {
	if (name !== 'discovery') return noSuchResource();
	const data = await describeEndpoints(wish.lang);
	return { root: 'discovery', data, maxAge: seconds.services };
};

const listing: Find = async (asked) => {
	if (asked.name === 'services') return services(asked);
	if (asked.name === 'requests') return requests(asked);
	return discovery(asked);
};

const services: Find = async ({ form, wish }) => {
	await getJurisdiction(form);
	return { root: 'services', data: await listServices(wish.lang), maxAge: seconds.services };
};

const definition: Find = async ({ name, form, wish }) => {
	await getJurisdiction(form);
	const data = await getDefinition(name, wish.lang);
	return { root: 'service_definition', data, maxAge: seconds.services };
};

const requests: Find = async ({ form, wish }) => {
	const jurisdiction = await getJurisdiction(form);
	const query = readQuery(form, now());
	const { requests: data, changedAt } = await listRequests(query, jurisdiction, asOf(form, wish));
	return { root: 'service_requests', data, changedAt, maxAge: seconds.requests };
};

const request: Find = async ({ name, form, wish }) => {
	const { request: found, changedAt } = await getRequest(name, await getJurisdiction(form), asOf(form, wish));
	return { root: 'service_requests', data: [found], changedAt, maxAge: seconds.requests };
};

const token: Find = async ({ name, form }) => {
	const data = [await getRequestOfToken(name, await getJurisdiction(form))];
	return { root: 'service_requests', data, maxAge: seconds.requests };
};

function asOf(form: Form, { lang }: Wish) {
	return { lang, extensions: one(form, 'extensions') === 'true' };
}

async function post(request: FastifyRequest<Path>, reply: FastifyReply) {
	const { name, format } = splitEnding(request.params.file);
	if (name !== 'requests') return noSuchResource();
	const wish = readWish(request, format);
	const { form, files, jurisdiction, key } = await receivePost(request, formOfAddress(request));
	const idempotencyKey = readIdempotencyKey(request.headers['idempotency-key']);
	const sent = { ...(await readRequest(form, jurisdiction, wish.lang)), files };
	const from = { key, jurisdiction: jurisdiction.code, lang: wish.lang, idempotencyKey };
	const data = [await fileRequest(sent, from)];
	return respond(request, reply, wish, { root: 'service_requests', data, maxAge: 0 });
}

/** Read by our own strict reader, for the host's replaces what it cannot read. */
function formOfAddress(request: FastifyRequest): Form {
	const cut = request.url.indexOf('?');
	return readForm(cut < 0 ? '' : request.url.slice(cut + 1));
}

function noSuchResource(): never {
	throw new Refusal('not-found', 'open311/no-such-resource');
}

function allow(_request: FastifyRequest, reply: FastifyReply) {
	const allowed = { 'access-control-allow-methods': 'GET, HEAD', 'access-control-max-age': '86400' };
	return reply.code(204).headers(allowed).send();
}

function refuse(error: Error, request: FastifyRequest, reply: FastifyReply) {
	const lang = languageOf(request);
	const format: Format = /\.json(\?|$)/.test(request.url) ? 'json' : 'xml';
	const problems = problemsOf(error, lang) ?? fault(error, request);
	const [first] = problems;
	// What is left of a body nobody read is not waited for.
	if (request.method === 'POST') reply.header('connection', 'close');
	if (first?.code === 429) reply.header('retry-after', '60');
	return reply
		.code(first?.code ?? 500)
		.headers({ 'content-type': contentTypes[format], 'content-language': lang, vary: 'accept-language' })
		.header('cache-control', 'no-store')
		.send(writeAnswer(format, 'errors', asValue(problems)));
}

function fault(error: Error, request: FastifyRequest) {
	const { id, routeOptions } = request;
	log.error({ id, route: routeOptions.url, err: error.name, at: placeOf(error) }, 'fault');
	return [{ code: 500, description: `Fault ${id}` }];
}
