import { splitCsv } from './split-csv.ts';

/** Rows of a CSV file: the line each begins on, and its cells by the header's names. `short` rows have other cells than the header. */
export type CsvRow = { line: number; cells: Record<string, string>; short: boolean };

/**
 * Reads a CSV text (RFC 4180: quotes, doubled quotes, line breaks inside quotes) with a header line. The separator is
 * ',' or ';', whichever the header has more of; a byte order mark is passed over, so are empty lines. Never throws.
 */
export function readCsv(text: string): { header: string[]; rows: CsvRow[] } {
	const [head, ...records] = splitCsv(text, [',', ';']);
	const header = (head?.cells ?? []).map((name) => name.trim().toLowerCase());
	return {
		header,
		rows: records.map(({ line, cells }) => ({
			line,
			cells: Object.fromEntries(header.map((name, at) => [name, (cells[at] ?? '').trim()])),
			short: cells.length !== header.length,
		})),
	};
}
