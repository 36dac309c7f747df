import { formatNumber, type PublicCase } from '#casework';
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

/** With a byte-order mark, by which spreadsheets know it is UTF-8. */
export const csvHeader = `\uFEFF${columns.join(',')}\r\n`;

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
	return `${values.map(csvValue).join(',')}\r\n`;
}

/** Quoted when needed; a text that a spreadsheet would run as a formula gets an apostrophe before it. */
export function csvValue(value: unknown): string {
	if (value === null || value === undefined) return '';
	if (value instanceof Date) return value.toISOString();
	if (typeof value === 'number') return String(value);
	const text = String(value).replace(/^([=+\-@\t\r])/, "'$1");
	return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
