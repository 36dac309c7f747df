/** By which spreadsheets know that a file is UTF-8; stands at its beginning, once. */
export const byteOrderMark = '\uFEFF';

/**
 * One line of a CSV file (RFC 4180). Dates are ISO 8601 in UTC; a text that a spreadsheet would run as a formula gets an
 * apostrophe before it, also where blanks or full-width signs hide it. Where decimals have a comma, spreadsheets expect
 * ';' between values.
 */
export function csvRow(values: readonly unknown[], separator: ',' | ';' = ','): string {
	return `${values.map(csvValue).join(separator)}\r\n`;
}

function csvValue(value: unknown): string {
	if (value === null || value === undefined) return '';
	if (value instanceof Date) return value.toISOString();
	if (typeof value === 'number') return String(value);
	const text = String(value).replace(/^(?=\s*[=+\-@＝＋－＠]|[\t\r\n])/, "'");
	return /[",;\r\n\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
