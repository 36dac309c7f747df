import { formatNumber, type PublicCase } from '#casework';
import { config } from '#platform/config';

export function featureOf(row: PublicCase) {
	const number = formatNumber(row.number);
	return {
		type: 'Feature',
		id: number,
		geometry: { type: 'Point', coordinates: [row.lon, row.lat] },
		properties: {
			title: row.title,
			class: row.class,
			subject: row.subject,
			status: row.status,
			region: row.region,
			government: row.holderPemda,
			filedAt: row.filedAt,
			dueAt: row.dueAt,
			url: `${config.publicOrigin}/lacak/${number}`,
		},
	};
}
