/** A record of a CSV file: the line it begins on (the first is 1), and its cells as they stand. */
export type CsvRecord = { line: number; cells: string[] };

/**
 * Takes a CSV text apart (RFC 4180: quotes, doubled quotes, line breaks inside quotes), whatever ends its lines. Lines with
 * nothing in them are left out. The separator is whichever of `separators` stands most often in the first line. Never throws.
 */
export function splitCsv(text: string, separators: readonly string[]): CsvRecord[] {
	const plain = text.replace(/^\uFEFF/, '');
	const separator = separatorOf(plain, separators);
	const found: CsvRecord[] = [];
	let [record, cell, quoted, line]: [CsvRecord, string, boolean, number] = [
		{ line: 1, cells: [] },
		'',
		false,
		1,
	];
	const endCell = () => {
		record.cells.push(cell);
		cell = '';
	};
	const endRecord = () => {
		endCell();
		if (record.cells.some((one) => one.trim() !== '')) found.push(record);
		record = { line, cells: [] };
	};
	for (let at = 0; at < plain.length; at++) {
		const sign = plain[at] ?? '';
		if (sign === '\n') line++;
		if (quoted) {
			if (sign !== '"') cell += sign;
			else if (plain[at + 1] === '"') cell += plain[++at];
			else quoted = false;
		} else if (sign === '"' && cell.trim() === '') [cell, quoted] = ['', true];
		else if (sign === separator) endCell();
		else if (sign === '\n' || (sign === '\r' && plain[at + 1] !== '\n')) endRecord();
		else if (sign !== '\r') cell += sign;
	}
	endRecord();
	return found;
}

function separatorOf(text: string, separators: readonly string[]): string {
	const first = text.slice(0, text.search(/[\r\n]|$/));
	const count = (sign: string) => first.split(sign).length;
	return separators.reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}
