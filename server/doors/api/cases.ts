import type { FastifyInstance } from 'fastify';
import { findPublicCase, formatNumber, listPublicCases, type PublicCase, readPublicQuery } from '#casework';
import { now } from '#platform/clock';
import { Refusal } from '#platform/refusal';

const caching = 'public, max-age=10, stale-while-revalidate=60';

export function addCaseRoutes(app: FastifyInstance): void {
	app.get<{ Params: { number: string } }>('/api/v1/cases/:number', async (request, reply) => {
		const found = await findPublicCase(request.params.number);
		if (!found) throw new Refusal('not-found', 'casework/no-such-number');
		const { entries, photos, ...shown } = found;
		reply.header('cache-control', caching);
		return { ...asJson(shown), entries, photos: photos.map((photo) => `/berkas/${photo.sha256}/isi`) };
	});

	app.get('/api/v1/cases', async (request, reply) => {
		const { filter, page } = readPublicQuery(request.query, now(), { strict: true });
		const { rows, next, mended } = await listPublicCases(filter, page);
		reply.header('cache-control', caching);
		return { cases: rows.map(asJson), next: next ?? null, searchedFor: mended ?? null };
	});
}

function asJson({ listed: _, caseId: __, number, ...shown }: PublicCase) {
	return { number: formatNumber(number), ...shown };
}
