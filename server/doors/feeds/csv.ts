import { formatNumber, type PublicCase } from '#casework';
import { byteOrderMark, csvRow } from '#platform/csv';
import { findOffice, findRegion, findSubject } from '#regions';

const columns = [
	...[
		'number',
		'class',
		'subject',
		'subject_name',
		'title',
		'status',
		'outcome',
		'region',
		'region_name',
		'lat',
		'lon',
	],
	...[
		'government',
		'office',
		'channel',
		'filed_at',
		'due_at',
		'answered_at',
		'closed_at',
		'disputes',
		'reopenings',
	],
];

export const csvHeader = byteOrderMark + csvRow(columns);

export async function csvLine(row: PublicCase): Promise<string> {
	const [subject, region, office] = [
		await findSubject(row.subject),
		await findRegion(row.region),
		await findOffice(row.holderPemda, row.holderOfficeId),
	];
	const values = [
		...[
			formatNumber(row.number),
			row.class,
			row.subject,
			subject?.name.id,
			row.title,
			row.status,
			row.outcome,
			row.region,
		],
		...[region?.name, row.lat, row.lon, row.holderPemda, office?.name, row.channel, row.filedAt, row.dueAt],
		...[row.answeredAt, row.closedAt, row.disputes, row.reopenings],
	];
	return csvRow(values);
}
