import { type CsvRow, readCsv } from '#platform/csv';
import { Refusal } from '#platform/refusal';

/** What became of one row of a file: `why` names what is wrong with it, as the message `business.import.wrong.…`. */
export type ImportLine = {
	line: number;
	key: string;
	outcome: 'new' | 'changed' | 'same' | 'wrong';
	why?: string;
};

/** Row by row what an import did, or with `dry` what it would do. Wrong rows are left out, the others come in. */
export type ImportReport = {
	dry: boolean;
	lines: ImportLine[];
	counts: Record<ImportLine['outcome'], number>;
};

export type Wrong = { line: number; key: string; why: string };
export type Good<Row> = { line: number; key: string; row: Row };
/** One cell or row that cannot be taken; caught by `readRows`, never by anybody else. */
export class WrongRow extends Error {}

const mostRows = 200_000;
const mostBytes = 200 * 1024 * 1024;

/** The rows of a CSV file. Refuses `business/wrong-columns` where one that is needed is missing, and files too large. */
export function openCsv(text: string, needed: string[]): CsvRow[] {
	if (text.length > mostBytes) throw new Refusal('too-large', 'business/file-too-large');
	const { header, rows } = readCsv(text);
	const missing = needed.filter((name) => !header.includes(name));
	if (missing.length > 0) {
		throw new Refusal('invalid', 'business/wrong-columns', { params: { columns: missing.join(', ') } });
	}
	if (rows.length > mostRows) throw new Refusal('too-large', 'business/file-too-large');
	return rows;
}

/** Reads each row by `read`, which throws `WrongRow(why)`; a key that stands twice is wrong the second time. */
export function readRows<Row>(
	rows: CsvRow[],
	keyOf: (cells: CsvRow['cells']) => string,
	read: (cells: CsvRow['cells']) => Row,
): { good: Good<Row>[]; wrong: Wrong[] } {
	const [good, wrong, seen]: [Good<Row>[], Wrong[], Set<string>] = [[], [], new Set()];
	for (const { line, cells, short } of rows) {
		const key = keyOf(cells).slice(0, 60);
		try {
			if (short) throw new WrongRow('cells');
			const row = read(cells);
			if (seen.has(key)) throw new WrongRow('twice');
			seen.add(key);
			good.push({ line, key, row });
		} catch (error) {
			if (!(error instanceof WrongRow)) throw error;
			wrong.push({ line, key, why: error.message });
		}
	}
	return { good, wrong };
}

/** A text of a file: no control characters, not longer than `most`. */
export function textIn(value: string | undefined, why: string, most: number, least = 1): string {
	const text = (value ?? '').replaceAll(/\s+/g, ' ').trim();
	if (text.length < least || text.length > most || !text.isWellFormed() || /\p{Cc}/u.test(text)) {
		throw new WrongRow(why);
	}
	return text;
}

export function oneOf<const Values extends readonly string[]>(
	value: string | undefined,
	values: Values,
	why: string,
): Values[number] {
	const found = values.find((one) => one === value);
	if (found === undefined) throw new WrongRow(why);
	return found;
}

/** A day 'YYYY-MM-DD' that is on the calendar. */
export function dayIn(value: string | undefined, why: string): string {
	const day = value ?? '';
	const date = /^\d{4}-\d{2}-\d{2}$/.test(day) ? new Date(`${day}T00:00:00Z`) : undefined;
	if (!date || Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== day)
		throw new WrongRow(why);
	return day;
}

export function reportOf(
	dry: boolean,
	good: { line: number; key: string }[],
	written: { key: string; outcome: ImportLine['outcome'] }[],
	wrong: Wrong[],
): ImportReport {
	const outcomes = new Map(written.map(({ key, outcome }) => [key, outcome]));
	const lines = [
		...good.map(({ line, key }): ImportLine => ({ line, key, outcome: outcomes.get(key) ?? 'same' })),
		...wrong.map((one): ImportLine => ({ ...one, outcome: 'wrong' })),
	].sort((a, b) => a.line - b.line);
	const count = (outcome: ImportLine['outcome']) => lines.filter((one) => one.outcome === outcome).length;
	return {
		dry,
		lines,
		counts: { new: count('new'), changed: count('changed'), same: count('same'), wrong: count('wrong') },
	};
}
