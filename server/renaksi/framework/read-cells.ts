/** Lines of a CSV file (RFC 4180) as spreadsheets save it, with ',' or ';' between, by the names of its first line. */
export function readCells(text: string): Record<string, string>[] {
	const clean = text.replace(/^\uFEFF/, '');
	const separator = (clean.split(/\r?\n/, 1)[0] ?? '').includes(';') ? ';' : ',';
	const [head = [], ...lines] = linesOf(clean, separator);
	return lines
		.filter((cells) => cells.some((cell) => cell !== ''))
		.map((cells) => Object.fromEntries(head.map((name, at) => [name.trim(), unguard(cells[at] ?? '')])));
}

function linesOf(text: string, separator: string): string[][] {
	const lines: string[][] = [];
	let [cells, cell, quoted]: [string[], string, boolean] = [[], '', false];
	const endCell = () => {
		cells.push(cell);
		cell = '';
	};
	for (let at = 0; at < text.length; at++) {
		const sign = text[at];
		if (quoted) {
			if (sign !== '"') cell += sign;
			else if (text[at + 1] === '"') cell += text[++at];
			else quoted = false;
		} else if (sign === '"') quoted = true;
		else if (sign === separator) endCell();
		else if (sign === '\n') {
			endCell();
			lines.push(cells);
			cells = [];
		} else if (sign !== '\r') cell += sign;
	}
	if (cell !== '' || cells.length > 0) {
		endCell();
		lines.push(cells);
	}
	return lines;
}

/** The apostrophe that keeps a spreadsheet from running a text as a formula is not part of it. */
const unguard = (cell: string) => cell.replace(/^'(?=\s*[=+\-@])/, '').trim();
