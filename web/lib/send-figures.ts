import type { NamedLine } from '#lib/performance-view.ts';

const columns = [
	...['government', 'office_id', 'name', 'as_of', 'days', 'measured_at', 'filed', 'excluded', 'answered'],
	...[
		'median_hours',
		'due',
		'on_time',
		'late_open',
		'disputed',
		'reopened',
		'closed',
		'ratings',
		'satisfaction',
	],
];

/** Measured lines as a file for spreadsheets; the byte-order mark tells them it is UTF-8. */
export function sendFigures(lines: NamedLine[], name: string): Response {
	const rows = lines.map((line) => [
		...[line.pemda, line.officeId, `"${line.name.replaceAll('"', '""')}"`, line.asOf, line.days],
		...[line.measuredAt.toISOString(), line.filed, line.excluded, line.answered, line.medianHours, line.due],
		...[
			line.onTime,
			line.lateOpen,
			line.disputed,
			line.reopened,
			line.closed,
			line.ratings,
			line.satisfaction,
		],
	]);
	const text = [columns, ...rows].map((row) => row.map((value) => value ?? '').join(',')).join('\r\n');
	return new Response(`\uFEFF${text}\r\n`, {
		headers: {
			'content-type': 'text/csv; charset=utf-8',
			'content-disposition': `attachment; filename="${name}.csv"`,
		},
	});
}
