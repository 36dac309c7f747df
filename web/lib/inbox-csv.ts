import { formatNumber, type InboxRow } from '#casework';
import { findNames } from '#identity';
import { byteOrderMark, csvRow } from '#platform/csv';
import { findOffice, findRegion, findSubject } from '#regions';

const columns = [
	...[
		'number',
		'title',
		'class',
		'subject',
		'region',
		'region-code',
		'status',
		'custody',
		'office',
		'assignee',
	],
	...['privacy', 'publication', 'escalation', 'filed', 'due', 'solve'],
];
const linesAtOnce = 200;

/**
 * An officer's inbox line by line, in their language: words for codes, moments in western Indonesian time. Values
 * are parted the way spreadsheets of that language expect.
 */
export async function* inboxCsv(
	rows: AsyncIterable<InboxRow>,
	{ t, lang }: App.Locals,
): AsyncGenerator<string> {
	const separator = lang === 'id' ? ';' : ',';
	yield byteOrderMark +
		csvRow(
			columns.map((one) => t(`desk.column.${one}`)),
			separator,
		);
	let waiting: InboxRow[] = [];
	for await (const row of rows) {
		waiting.push(row);
		if (waiting.length < linesAtOnce) continue;
		yield await linesOf(waiting);
		waiting = [];
	}
	if (waiting.length > 0) yield await linesOf(waiting);

	async function linesOf(some: InboxRow[]): Promise<string> {
		const names = await findNames(some.flatMap(({ assigneeId }) => assigneeId ?? []));
		const lines = some.map(async (row) => csvRow(await valuesOf(row, names), separator));
		return (await Promise.all(lines)).join('');
	}

	async function valuesOf(row: InboxRow, names: Map<string, string>): Promise<unknown[]> {
		const office = await findOffice(row.officePemda, row.officeId);
		return [
			...[formatNumber(row.number), row.title, t(`cases.class.${row.class}`)],
			...[(await findSubject(row.subject))?.name[lang] ?? row.subject],
			...[(await findRegion(row.region))?.officialName ?? '', row.region, t(`cases.status.${row.status}`)],
			...[t(`desk.custody.${row.custody}`), office?.name ?? '', names.get(row.assigneeId ?? '') ?? ''],
			...[t(`desk.privacy.${row.privacy}`), t(`desk.publication.${row.publication}`), row.escalation],
			...[row.filedAt, row.dueAt, row.solveAt].map(inMedan),
		];
	}
}

/** '2026-11-24 14:05', as spreadsheets read a moment; the heads of the columns name the zone. */
const medan = new Intl.DateTimeFormat('sv-SE', {
	timeZone: 'Asia/Jakarta',
	dateStyle: 'short',
	timeStyle: 'short',
});

function inMedan(at: Date): string {
	return medan.format(at);
}
