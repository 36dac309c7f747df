import type { FastifyInstance, FastifyRequest } from 'fastify';
import { receiveCallback } from '#payments';
import { placeOf } from '#platform/http';
import { log } from '#platform/log';
import { Refusal } from '#platform/refusal';

const mostBodyBytes = 16 * 1024;
type Path = { Params: { provider: string } };

/**
 * Where the payment provider says that something happened (docs/payments.md). The signature is over the body's bytes, so
 * they are taken as they come. 202: a job asks what happened.
 */
export async function paymentsDoor(app: FastifyInstance): Promise<void> {
	await app.register(async (door) => {
		door.removeAllContentTypeParsers();
		const asBytes = { parseAs: 'buffer', bodyLimit: mostBodyBytes } as const;
		door.addContentTypeParser('*', asBytes, (_request, body, done) => done(null, body));
		door.setErrorHandler((error: Error, request, reply) => {
			const [status, code] = statusOf(error, request);
			return reply.code(status).header('cache-control', 'no-store').send({ status, code });
		});
		door.post<Path>('/pembayaran/panggilan/:provider', async (request, reply) => {
			const signature = request.headers['x-payment-signature'];
			const body = request.body instanceof Uint8Array ? request.body : new Uint8Array();
			const signed = typeof signature === 'string' ? signature : '';
			await receiveCallback({ provider: request.params.provider, signature: signed, body });
			return reply.code(202).header('cache-control', 'no-store').send({ status: 202 });
		});
	});
}

function statusOf(error: Error, request: FastifyRequest): [number, string] {
	if (error instanceof Refusal) return [error.status, error.code];
	const { statusCode } = Object(error);
	if (typeof statusCode === 'number' && statusCode < 500) return [statusCode, 'platform/unreadable'];
	log.error(
		{ id: request.id, route: request.routeOptions.url, err: error.name, at: placeOf(error) },
		'fault',
	);
	return [500, 'platform/fault'];
}
