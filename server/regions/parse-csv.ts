/**
 * The rows of a CSV text with a header line, each as column → text. Quotes as in RFC 4180; empty lines are passed
 * over. A row with more or fewer columns than the header is an error that names its line.
 */
export function parseCsv(text: string): { line: number; row: Record<string, string> }[] {
	const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
	const header = splitLine(lines[0] ?? '');
	return lines.flatMap((content, index) => {
		if (index === 0 || content.trim() === '') return [];
		const values = splitLine(content);
		if (values.length !== header.length) {
			throw new Error(`line ${index + 1}: expected ${header.length} columns, found ${values.length}`);
		}
		return [{ line: index + 1, row: Object.fromEntries(header.map((name, at) => [name, values[at] ?? ''])) }];
	});
}

function splitLine(line: string): string[] {
	if (!line.includes('"')) return line.split(',');
	const values: string[] = [];
	for (const match of line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)) {
		values.push(match[1] === undefined ? (match[2] ?? '') : match[1].replaceAll('""', '"'));
	}
	return values;
}
