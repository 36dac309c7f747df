import type { FastifyInstance } from 'fastify';
import { countByOffice, countByRegion } from '#casework';
import { Refusal } from '#platform/refusal';
import { listPemda } from '#regions';

export function addCountRoutes(app: FastifyInstance): void {
	app.get('/api/v1/counts', async (_, reply) => {
		reply.header('cache-control', 'public, max-age=5');
		return { asOf: new Date(), regions: await countByRegion() };
	});

	app.get<{ Params: { pemda: string } }>('/api/v1/counts/:pemda', async (request, reply) => {
		const known = (await listPemda()).some((pemda) => pemda.code === request.params.pemda);
		if (!known) throw new Refusal('not-found', 'regions/no-such-government');
		reply.header('cache-control', 'public, max-age=5');
		return { asOf: new Date(), offices: await countByOffice(request.params.pemda) };
	});
}
