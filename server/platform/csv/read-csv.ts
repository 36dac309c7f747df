/** Rows of a CSV file: the line each begins on, and its cells by the header's names. `short` rows have other cells than the header. */
export type CsvRow = { line: number; cells: Record<string, string>; short: boolean };

/**
 * Reads a CSV text (RFC 4180: quotes, doubled quotes, line breaks inside quotes) with a header line. The separator is
 * ',' or ';', whichever the header has more of; a byte order mark is passed over, so are empty lines. Never throws.
 */
export function readCsv(text: string): { header: string[]; rows: CsvRow[] } {
	const plain = text.replace(/^\uFEFF/, '');
	const first = plain.slice(0, plain.search(/[\r\n]|$/));
	const separator = first.split(';').length > first.split(',').length ? ';' : ',';
	const [head, ...records] = split(plain, separator);
	const header = (head?.cells ?? []).map((name) => name.trim().toLowerCase());
	return {
		header,
		rows: records
			.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
			.map(({ line, cells }) => ({
				line,
				cells: Object.fromEntries(header.map((name, at) => [name, (cells[at] ?? '').trim()])),
				short: cells.length !== header.length,
			})),
	};
}

type Row = { line: number; cells: string[] };

function split(text: string, separator: string): Row[] {
	const rows: Row[] = [];
	let [row, cell, quoted, line]: [Row, string, boolean, number] = [{ line: 1, cells: [] }, '', false, 1];
	const end = () => {
		row.cells.push(cell);
		cell = '';
	};
	for (let at = 0; at < text.length; at++) {
		const sign = text[at] ?? '';
		if (sign === '\n') line++;
		if (quoted) {
			if (sign !== '"') cell += sign;
			else if (text[at + 1] === '"') cell += text[++at];
			else quoted = false;
		} else if (sign === '"' && cell === '') quoted = true;
		else if (sign === separator) end();
		else if (sign === '\n' || sign === '\r') {
			if (sign === '\r' && text[at + 1] === '\n') continue;
			end();
			rows.push(row);
			row = { line, cells: [] };
		} else cell += sign;
	}
	end();
	if (row.cells.length > 1 || row.cells[0] !== '') rows.push(row);
	return rows;
}
