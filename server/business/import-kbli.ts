import { record } from '#platform/audit';
import { now } from '#platform/clock';
import { migratorDb } from '#platform/db';
import { province } from '#regions';
import { type ImportReport, oneOf, openCsv, readRows, reportOf, textIn, WrongRow } from './import-report.ts';
import { parseKbli, riskLevels, wordsOf } from './kbli.ts';
import { type KbliRow, type RiskRow, selectKbli, upsertKbli, upsertRisks } from './store/kbli.ts';

type Options = { by: string; dry: boolean };

/**
 * Takes in the official list of KBLI from a CSV with the columns code, title and, if there are, about, title_en, synonyms
 * (apart by '|'). Words by which people found a class of the selection stay. Wrong rows are left out and named; the same
 * file again changes nothing. As the owner: for the operator's command. Refuses `business/wrong-columns`.
 */
export async function importKbli(csv: string, { by, dry }: Options): Promise<ImportReport> {
	const { good, wrong } = readRows(openCsv(csv, ['code', 'title']), keyOf, (cells) => ({
		code: codeIn(cells['code']),
		title: textIn(cells['title'], 'title', 400, 3),
		titleEn: textIn(cells['title_en'], 'title', 400, 0),
		about: textIn(cells['about'], 'about', 8000, 0),
		synonyms: synonymsIn(cells['synonyms']),
	}));
	const known = new Map((await selectKbli(good.map(({ row }) => row.code))).map((one) => [one.code, one]));
	const rows = good.map(({ row }): KbliRow => {
		const before = known.get(row.code);
		const synonyms = [...new Set([...row.synonyms, ...(before?.synonyms ?? [])])];
		const whole = {
			...row,
			titleEn: row.titleEn || (before?.titleEn ?? ''),
			synonyms,
			source: 'official' as const,
		};
		return { ...whole, words: wordsOf(whole) };
	});
	const report = reportOf(dry, good, await upsertKbli(migratorDb, rows, now(), dry), wrong);
	if (!dry) await note(by, 'business/import-kbli', report);
	return report;
}

/**
 * Takes in risk levels from a CSV with the columns prefix (two to five digits), scale (umk, medium, large or *), level,
 * certain (yes or no) and basis. As the owner, like the list of classes.
 */
export async function importRisks(csv: string, { by, dry }: Options): Promise<ImportReport> {
	const { good, wrong } = readRisks(csv, 'official');
	const rows = good.map(({ row }) => row);
	const report = reportOf(dry, good, await upsertRisks(migratorDb, rows, now(), dry), wrong);
	if (!dry) await note(by, 'business/import-risk', report);
	return report;
}

/** The rows of a file of risk levels, also of the one that ships. */
export function readRisks(csv: string, source: RiskRow['source']) {
	const rows = openCsv(csv, ['prefix', 'scale', 'level', 'certain', 'basis']);
	return readRows(
		rows,
		(cells) => `${cells['prefix']} ${cells['scale']}`,
		(cells): RiskRow => {
			const prefix = cells['prefix'] ?? '';
			if (!/^\d{2,5}$/.test(prefix)) throw new WrongRow('prefix');
			return {
				prefix,
				scale: oneOf(cells['scale'], ['*', 'umk', 'medium', 'large'], 'scale'),
				level: oneOf(cells['level'], riskLevels, 'level'),
				certain: oneOf(cells['certain'], ['yes', 'no'], 'certain') === 'yes',
				basis: textIn(cells['basis'], 'basis', 400, 3),
				source,
			};
		},
	);
}

const keyOf = (cells: Record<string, string>) => parseKbli(cells['code'] ?? '') ?? cells['code'] ?? '';

function codeIn(value: string | undefined): string {
	const code = parseKbli(value ?? '');
	if (!code) throw new WrongRow('kbli');
	return code;
}

export function synonymsIn(value: string | undefined): string[] {
	const words = (value ?? '').split('|').map((word) => word.trim().toLowerCase());
	return [...new Set(words.filter(Boolean))].map((word) => textIn(word, 'synonyms', 80));
}

async function note(by: string, act: string, { counts }: ImportReport): Promise<void> {
	await record(migratorDb, { pemda: province, actor: by, act, subject: 'business:kbli', detail: counts });
}
