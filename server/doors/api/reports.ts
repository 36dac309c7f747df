import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { formatNumber } from '#casework';
import { shortenAddress } from '#platform/http';
import { Refusal } from '#platform/refusal';
import { spend } from '#platform/throttle';
import { fileReport } from '#reports';

const envelope = z.looseObject({
	key: z.string().min(8).max(100),
	lang: z.enum(['id', 'en']).default('id'),
});
const perOrigin = { count: 600, perSeconds: 3600 };

/** Filing by JSON: what a phone's queue sends when it has a signal again. The same `key` twice is one case. */
export function addReportRoutes(app: FastifyInstance): void {
	app.post('/api/v1/reports', async (request, reply) => {
		const read = envelope.safeParse(request.body);
		if (!read.success)
			throw new Refusal('invalid', 'reports/key-missing', { fields: { key: 'refusal.reports.key-missing' } });
		const origin = shortenAddress(request.ip);
		await spend(`file from ${request.ip}`, perOrigin);
		const { key, lang, ...text } = read.data;
		const report = { region: null, ...text, ...(typeof text.body === 'string' ? { text: text.body } : {}) };
		const receipt = await fileReport(
			{ kind: 'anonymous', origin },
			{ report, attachments: [], channel: 'web', lang, key: `api:${key}` },
		);
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
}
