import { Refusal } from '#platform/refusal';
import { type Kbli, parseKbli, type Risk, type RiskScale, riskScales } from './kbli.ts';
import { countKbli, type RiskRow, selectKbli, selectKbliByWords, selectRisks } from './store/kbli.ts';

const longest = 100;
const most = 60;

/** Classes of business by words as people say and mistype them, or by the beginning of a code; at most 60, the best first. */
export async function searchKbli(typed: string, limit = most): Promise<Kbli[]> {
	const q = typed.slice(0, longest).trim().toLowerCase().replaceAll(/\s+/g, ' ');
	if (!q.isWellFormed() || q.includes('\u0000')) return [];
	return selectKbliByWords(q, Math.min(limit, most));
}

/** One class. Refuses `business/no-such-kbli`. */
export async function getKbli(typed: string): Promise<Kbli> {
	const code = parseKbli(typed);
	const [found] = code ? await selectKbli([code]) : [];
	if (!found) throw new Refusal('not-found', 'business/no-such-kbli');
	return found;
}

/** Those of these codes that are known, by code. */
export async function listKbli(codes: string[]): Promise<Kbli[]> {
	return selectKbli(codes.filter((code) => parseKbli(code) === code));
}

/** How many classes are here, how many of them from the official list, and since when. */
export async function describeKbli(): Promise<{ all: number; official: number; changedAt: Date | null }> {
	return countKbli();
}

/** The risk of a code at each scale: the row with the longest beginning that fits and says something of that scale. */
export async function listRisks(code: string): Promise<Risk[]> {
	const rows = await selectRisks(code);
	return riskScales.map((scale) => riskAt(rows, scale));
}

function riskAt(rows: RiskRow[], scale: RiskScale): Risk {
	const row = rows.find((one) => one.scale === scale || one.scale === '*');
	return row
		? { scale, level: row.level, certain: row.certain, basis: row.basis, source: row.source }
		: { scale, level: null, certain: false, basis: '', source: null };
}
