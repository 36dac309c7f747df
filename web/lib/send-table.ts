import { byteOrderMark, csvRow } from '#platform/csv';

/** Rows as a file for spreadsheets. */
export function sendTable(columns: string[], rows: unknown[][], name: string): Response {
	const text = byteOrderMark + [columns, ...rows].map((row) => csvRow(row)).join('');
	return new Response(text, {
		headers: {
			'content-type': 'text/csv; charset=utf-8',
			'content-disposition': `attachment; filename="${name}.csv"`,
		},
	});
}
