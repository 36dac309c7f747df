import { splitCsv } from '#platform/csv';
import { Refusal } from '#platform/refusal';

/** A line of the file by its columns' names, and where it begins in the file (the header is line 1). */
export type CsvLine = { line: number; cells: Record<string, string> };

const columns = ['name', 'email', 'office', 'post', 'acting', 'from', 'to'] as const;
export type Column = (typeof columns)[number];
const needed: readonly Column[] = ['name', 'email', 'office', 'post'];

/** What the columns may be called; any order, any case. */
const words: Record<string, Column> = {
	...{ nama: 'name', surel: 'email', kantor: 'office', jabatan: 'post', sebagai: 'acting' },
	...{ mulai: 'from', sampai: 'to', name: 'name', email: 'email', office: 'office', post: 'post' },
	...{ acting: 'acting', from: 'from', to: 'to' },
};
const mostLines = 20_000;

/**
 * Reads a list as spreadsheets write it: comma, semicolon or tab between cells, quotes where needed, any line ends, with
 * or without the mark of UTF-8. Refuses `identity/csv-not-text`, `identity/csv-columns` with those that are missing,
 * `identity/csv-empty`, `identity/csv-long`.
 */
export function readCsv(bytes: Uint8Array): CsvLine[] {
	const text = decode(bytes);
	const [header, ...rest] = splitCsv(text, [',', ';', '\t']);
	const names = (header?.cells ?? []).map((cell) => words[cell.trim().toLowerCase()]);
	const missing = needed.filter((column) => !names.includes(column));
	if (missing.length > 0) throw refuse('identity/csv-columns', { missing: missing.join(', ') });
	if (rest.length === 0) throw refuse('identity/csv-empty', {});
	if (rest.length > mostLines) throw refuse('identity/csv-long', { most: mostLines });
	return rest.map(({ line, cells }) => ({
		line,
		cells: Object.fromEntries(names.flatMap((name, at) => (name ? [[name, (cells[at] ?? '').trim()]] : []))),
	}));
}

function decode(bytes: Uint8Array): string {
	try {
		const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
		if (!text.includes('\u0000')) return text;
	} catch {
		// not UTF-8: refused below
	}
	throw refuse('identity/csv-not-text', {});
}

function refuse(
	code: 'identity/csv-columns' | 'identity/csv-empty' | 'identity/csv-long' | 'identity/csv-not-text',
	params: Record<string, string | number>,
): Refusal {
	const field = `refusal.${code.replace('/', '.')}`;
	return new Refusal('invalid', code, { fields: { file: field }, params });
}
