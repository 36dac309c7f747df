import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { formatNumber } from '#casework';
import { config } from '#platform/config';
import { shortenAddress } from '#platform/http';
import { Refusal } from '#platform/refusal';
import { spend } from '#platform/throttle';
import { keepSentFile, sendFromPhone } from '#reports';

const envelope = z.looseObject({
	key: z.string().min(8).max(100),
	lang: z.enum(['id', 'en']).default('id'),
});
// A network of telephones has one address for thousands of people.
const reportsPerOrigin = { count: 600, perSeconds: 3600 };
const filesPerOrigin = { count: 1500, perSeconds: 3600 };

/** Filing by JSON: what a phone's queue sends when it has a signal again. The same `key` twice is one case. */
export function addReportRoutes(app: FastifyInstance): void {
	app.post('/api/v1/reports', async (request, reply) => {
		const read = envelope.safeParse(request.body);
		if (!read.success)
			throw new Refusal('invalid', 'reports/key-missing', { fields: { key: 'refusal.reports.key-missing' } });
		await spend(`file from ${request.ip}`, reportsPerOrigin);
		const { key, lang, ...said } = read.data;
		const report = typeof said.body === 'string' ? { ...said, text: said.body } : said;
		const receipt = await sendFromPhone(asker(request), { key, lang, report });
		reply.code(receipt.already ? 200 : 201).header('cache-control', 'no-store');
		return {
			number: formatNumber(receipt.number),
			code: receipt.code,
			dueAt: receipt.dueAt,
			government: receipt.officePemda,
			office: receipt.officeName,
			already: receipt.already,
		};
	});
	app.register(addFileRoute);
}

type FileParams = { Params: { key: string; place: string }; Body: unknown };

/** The files of a report, one by one before it, as they are; each can be sent again by itself. */
async function addFileRoute(app: FastifyInstance): Promise<void> {
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
	app.put<FileParams>(
		'/api/v1/reports/:key/files/:place',
		{ bodyLimit: config.uploadMaxBytes },
		async (request, reply) => {
			await spend(`file of report from ${request.ip}`, filesPerOrigin);
			const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
			const { already } = await keepSentFile(request.params.key, Number(request.params.place), bytes);
			reply.code(already ? 200 : 201).header('cache-control', 'no-store');
			return { already };
		},
	);
}

function asker(request: FastifyRequest): { kind: 'anonymous'; origin: string } {
	return { kind: 'anonymous', origin: shortenAddress(request.ip) };
}
