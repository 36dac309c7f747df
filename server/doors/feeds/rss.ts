import { formatNumber, type PublicCase } from '#casework';
import { config } from '#platform/config';

/** RSS 2.0 of the newest cases that match; a text that waits for moderation is said to. */
export function rssOf(rows: PublicCase[], url: string): string {
	const items = rows.map((row) => {
		const link = `${config.publicOrigin}/lacak/${formatNumber(row.number)}`;
		return `<item><title>${xml(row.title ?? `Laporan ${formatNumber(row.number)}`)}</title><link>${link}</link>
<guid isPermaLink="true">${link}</guid><pubDate>${row.filedAt.toUTCString()}</pubDate>
<category>${xml(row.subject)}</category><description>${xml(row.body ?? 'Menunggu pemeriksaan sebelum tayang.')}</description></item>`;
	});
	return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>Laporan warga · Sumut Smart Province</title><link>${config.publicOrigin}/laporan</link>
<description>Laporan publik terbaru</description><language>id</language>
<atom:link rel="self" type="application/rss+xml" href="${xml(config.publicOrigin + url)}"/>
${items.join('\n')}
</channel></rss>
`;
}

/** Text for XML: the five characters escaped, and those XML cannot hold at all left out. */
export function xml(text: string): string {
	return text
		.replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')
		.replace(/[<>&"']/g, (symbol) => `&#${symbol.charCodeAt(0)};`);
}
