import { readFile } from 'node:fs/promises';
import { now } from '#platform/clock';
import { migratorDb } from '#platform/db';
import { readRisks, synonymsIn } from './import-kbli.ts';
import { openCsv, readRows, textIn, WrongRow } from './import-report.ts';
import { parseKbli, wordsOf } from './kbli.ts';
import { type KbliRow, upsertKbli, upsertRisks } from './store/kbli.ts';

const folder = new URL('../../data/business/', import.meta.url);

/** Loads the selection of KBLI and its risk levels that ship, where they changed; a wrong row stops the start, named. */
export async function loadBusiness(): Promise<void> {
	const [kbli, risks] = await Promise.all(
		['kbli.csv', 'kbli-risk.csv'].map((name) => readFile(new URL(name, folder), 'utf8')),
	);
	const classes = readRows(
		openCsv(kbli ?? '', ['code', 'title', 'title_en', 'synonyms']),
		codeOf,
		readSelected,
	);
	const levels = readRisks(risks ?? '', 'selection');
	const wrong = [...classes.wrong, ...levels.wrong].map(
		({ line, key, why }) => `  line ${line} (${key}): ${why}`,
	);
	if (wrong.length > 0) throw new Error(`data/business\n${wrong.join('\n')}`);
	const at = now();
	await upsertKbli(
		migratorDb,
		classes.good.map(({ row }) => row),
		at,
		false,
	);
	await upsertRisks(
		migratorDb,
		levels.good.map(({ row }) => row),
		at,
		false,
	);
}

const codeOf = (cells: Record<string, string>) => cells['code'] ?? '';

function readSelected(cells: Record<string, string>): KbliRow {
	const code = parseKbli(cells['code'] ?? '');
	if (!code) throw new WrongRow('kbli');
	const row = {
		code,
		title: textIn(cells['title'], 'title', 400, 3),
		titleEn: textIn(cells['title_en'], 'title_en', 400, 3),
		about: '',
		synonyms: synonymsIn(cells['synonyms']),
		source: 'selection' as const,
	};
	return { ...row, words: wordsOf(row) };
}
