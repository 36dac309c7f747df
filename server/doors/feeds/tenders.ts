import type { FastifyReply, FastifyRequest } from 'fastify';
import { listTenders, readFilter, writeFilter } from '#business';
import { config } from '#platform/config';
import { xml } from './rss.ts';

const most = 50;

/** The newest plans and tenders that match the filters of `/usaha/tender`, as RSS 2.0. */
export async function sendTenders(request: FastifyRequest, reply: FastifyReply): Promise<string> {
	const filter = readFilter(new URL(request.url, config.publicOrigin).searchParams);
	const { rows } = await listTenders(filter, { limit: most });
	const query = writeFilter(filter);
	const page = `${config.publicOrigin}/usaha/tender`;
	const items = rows.map((row) => {
		const link = `${page}/${encodeURIComponent(row.ocid)}`;
		const about = [row.buyer, row.amount === null ? '' : `Rp${row.amount}`, row.body]
			.filter(Boolean)
			.join(' · ');
		return `<item><title>${xml(row.title)}</title><link>${xml(link)}</link><guid isPermaLink="false">${xml(row.ocid)}</guid>
<pubDate>${row.firstSeenAt.toUTCString()}</pubDate><category>${xml(row.kind)}</category><description>${xml(about)}</description></item>`;
	});
	reply
		.header('content-type', 'application/rss+xml; charset=utf-8')
		.header('cache-control', 'public, max-age=300');
	return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>Tender dan rencana pengadaan · Sumut Smart Province</title><link>${xml(query ? `${page}?${query}` : page)}</link>
<description>Pengadaan pemerintah di Sumatera Utara</description><language>id</language>
<atom:link rel="self" type="application/rss+xml" href="${xml(`${page}.rss${query ? `?${query}` : ''}`)}"/>
${items.join('\n')}
</channel></rss>
`;
}
