import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { listPublicCases, type PublicCase, readPublicQuery } from '#casework';
import { now } from '#platform/clock';
import { csvHeader, csvLine } from './csv.ts';
import { featureOf } from './geojson.ts';
import { rssOf } from './rss.ts';
import { sendTenders } from './tenders.ts';

const mostRows = 100_000;
const pageRows = 1000;

/** What is public to take away: the filters of `/laporan` as RSS, CSV and GeoJSON, those of `/usaha/tender` as RSS. */
export async function feedsDoor(app: FastifyInstance): Promise<void> {
	app.get('/laporan.rss', sendRss);
	app.get('/usaha/tender.rss', sendTenders);
	app.get('/laporan.csv', (request, reply) => sendAll(request, reply, 'text/csv; charset=utf-8', csvParts));
	app.get('/laporan.geojson', (request, reply) =>
		sendAll(request, reply, 'application/geo+json', geoJsonParts),
	);
}

async function sendRss(request: FastifyRequest, reply: FastifyReply): Promise<string> {
	const { filter } = readPublicQuery(request.query, now());
	const { rows } = await listPublicCases(filter, { limit: 50 });
	reply
		.header('content-type', 'application/rss+xml; charset=utf-8')
		.header('cache-control', 'public, max-age=60');
	return rssOf(rows, request.url);
}

type Parts = (rows: AsyncIterable<PublicCase>) => AsyncIterable<string>;

function sendAll(request: FastifyRequest, reply: FastifyReply, type: string, parts: Parts): FastifyReply {
	const { filter } = readPublicQuery(request.query, now());
	const extension = type.includes('csv') ? 'csv' : 'geojson';
	reply
		.header('content-type', type)
		.header('content-disposition', `attachment; filename="laporan.${extension}"`);
	return reply.send(ReadableStream.from(parts(allCases(filter))));
}

/** Page after page, so that a download of any size holds one page in memory. */
async function* allCases(filter: Parameters<typeof listPublicCases>[0]): AsyncGenerator<PublicCase> {
	let after: string | undefined;
	for (let seen = 0; seen < mostRows; seen += pageRows) {
		const { rows, next } = await listPublicCases(filter, { limit: pageRows, ...(after ? { after } : {}) });
		yield* rows;
		if (!next) return;
		after = next;
	}
}

async function* csvParts(rows: AsyncIterable<PublicCase>): AsyncGenerator<string> {
	yield csvHeader;
	for await (const row of rows) yield await csvLine(row);
}

async function* geoJsonParts(rows: AsyncIterable<PublicCase>): AsyncGenerator<string> {
	yield '{"type":"FeatureCollection","features":[';
	let first = true;
	for await (const row of rows) {
		if (row.lat === null || row.lon === null) continue;
		yield `${first ? '' : ','}\n${JSON.stringify(featureOf(row))}`;
		first = false;
	}
	yield '\n]}\n';
}
