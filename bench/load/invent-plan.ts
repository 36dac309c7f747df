import { type Dice, idAt } from './dice.ts';
import { at, type Value } from './rows.ts';

/** What a government's year leaves in each table, in the order of these columns. */
export const planColumns = {
	plan: 'pemda, year, hash, opened_at, opened_by',
	evidence: `pemda, id, year, requirement, office_id, office_name, note, covers_from, covers_to, may_publish, at, by_account,
		by_name`,
	verdict: 'pemda, evidence_id, kind, reason, missing, at, by_account, by_name',
	closure: 'pemda, year, at, by_actor, reason',
	event:
		'pemda, id, year, kind, requirement, evidence_id, percent, points, reason, counts_from, at, by_actor',
	standing: `pemda, year, counts_from, id, earned, penalty, uploaded, accepted, rejected, unverified, waits, holds, handed,
		judged, passed`,
} as const;
export type PlanTable = keyof typeof planColumns;
export type PlanRows = Record<PlanTable, Value[][]>;

export type Asked = {
	hash: string;
	opensAt: number;
	closesAt: number;
	documents: { id: string; units: bigint }[];
};
export type Year = { pemda: string; year: number; officeId: string; asked: Asked };

type Told = {
	id: string;
	second: number;
	atSecond: number;
	kind: 'submitted' | 'accepted' | 'rejected' | 'corrected' | 'penalised';
	document: number;
	evidenceId: string | null;
	percent: number;
	points: number;
};

const [daySeconds, reason] = [86_400, 'Ditulis untuk pengukuran.'];
const nobody = '00000000-0000-7000-a000-000000000001';

/**
 * One year of one government: documents handed in more towards the end, judged some days later, some turned down and sent
 * again; now and then a correction and a penalty. `nowSeconds` ends it where the year is not over.
 */
export function addYear(
	rows: PlanRows,
	{ pemda, year, officeId, asked }: Year,
	nowSeconds: number,
	by: Dice,
): void {
	const [opened, closes] = [asked.opensAt / 1000, asked.closesAt / 1000];
	const until = Math.min(nowSeconds, closes);
	rows.plan.push([pemda, year, asked.hash, at(opened * 1000), 'system:bench']);
	const told: Told[] = [];
	const tell = (one: Omit<Told, 'id' | 'atSecond'> & { atSecond?: number }) => {
		const moment = one.atSecond ?? one.second;
		if (moment < until) told.push({ ...one, id: idAt(moment * 1000, by), atSecond: moment });
	};
	const care = 0.6 + by.draw() * 0.4;
	for (const document of asked.documents.keys()) {
		// towards the end of the year more than at its beginning
		let second = Math.floor(opened + (closes - opened) * Math.sqrt(by.draw()));
		for (let tries = 0; tries < 2 && second < until; tries++) {
			const evidenceId = idAt(second * 1000, by);
			const judged = second + Math.floor((1 + by.draw() * 14) * daySeconds);
			tell({ second, kind: 'submitted', document, evidenceId, percent: 0, points: 0 });
			addEvidence(rows, {
				pemda,
				year,
				officeId,
				second,
				evidenceId,
				requirement: asked.documents[document]?.id ?? '',
			});
			if (judged >= until) break;
			const isGood = by.draw() < care;
			const kind = isGood ? 'accepted' : 'rejected';
			const percent = isGood ? (by.pick(10) === 0 ? 50 : 100) : 0;
			tell({ second: judged, kind, document, evidenceId, percent, points: 0 });
			rows.verdict.push([
				pemda,
				evidenceId,
				kind,
				isGood ? '' : reason,
				'',
				at(judged * 1000),
				nobody,
				'Verifikator',
			]);
			if (isGood) break;
			second = judged + Math.floor(by.draw() * 20 * daySeconds);
		}
	}
	if (by.pick(20) === 0) {
		const second = Math.floor(opened + (until - opened) / 2);
		const document = by.pick(asked.documents.length);
		tell({
			second,
			atSecond: second + daySeconds,
			kind: 'corrected',
			document,
			evidenceId: null,
			percent: 75,
			points: 0,
		});
		tell({ second: second + 7, kind: 'penalised', document: -1, evidenceId: null, percent: 0, points: 1.25 });
	}
	addTold(rows, { pemda, year, officeId, asked }, told);
	if (closes < nowSeconds)
		rows.closure.push([pemda, year, at((closes + 30 * daySeconds) * 1000), 'system:bench', reason]);
}

type Evidence = Omit<Year, 'asked'> & { second: number; evidenceId: string; requirement: string };

function addEvidence(
	rows: PlanRows,
	{ pemda, year, officeId, second, evidenceId, requirement }: Evidence,
): void {
	rows.evidence.push([
		...[pemda, evidenceId, year, requirement, officeId, 'Kantor', 'Laporan sebagaimana diminta.'],
		...[`${year}-01-01`, `${year}-06-30`, true, at(second * 1000), nobody, 'Petugas'],
	]);
}

/** Events in the order they count, each with how the plan stands after it. */
function addTold(rows: PlanRows, { pemda, year, asked }: Year, told: Told[]): void {
	told.sort((a, b) => a.second - b.second || (a.id < b.id ? -1 : 1));
	const last = new Map<number, { state: State; percent: number }>();
	const sum = { earned: 0n, waits: 0n, holds: 0n };
	const count = { accepted: 0, rejected: 0, unverified: 0 };
	let [penalty, uploaded, handed, judged, passed] = [0, 0, 0, 0, 0];
	for (const one of told) {
		const { id: requirement, units = 0n } = asked.documents[one.document] ?? { id: null };
		rows.event.push([
			...[pemda, one.id, year, one.kind, requirement, one.evidenceId, one.percent, one.points],
			...[
				one.kind === 'submitted' || one.evidenceId ? '' : reason,
				at(one.second * 1000),
				at(one.atSecond * 1000),
			],
			'system:bench',
		]);
		penalty += one.points;
		if (requirement !== null) {
			const before = last.get(one.document);
			const state = stateOf(one.kind);
			if (before) count[before.state]--;
			else uploaded++;
			count[state]++;
			sum.earned += units * BigInt(one.percent - (before?.percent ?? 0));
			sum.waits += units * BigInt(Number(state === 'unverified') - Number(before?.state === 'unverified'));
			sum.holds += units * BigInt(Number(state === 'accepted') - Number(before?.state === 'accepted'));
			last.set(one.document, { state, percent: one.percent });
		}
		handed += Number(one.kind === 'submitted');
		judged += Number(one.kind === 'accepted' || one.kind === 'rejected');
		passed += Number(one.kind === 'accepted');
		rows.standing.push([
			...[pemda, year, at(one.second * 1000), one.id, String(sum.earned), penalty, uploaded],
			...[count.accepted, count.rejected, count.unverified, String(sum.waits), String(sum.holds)],
			...[handed, judged, passed],
		]);
	}
}

type State = 'accepted' | 'rejected' | 'unverified';

function stateOf(kind: Told['kind']): State {
	if (kind === 'submitted') return 'unverified';
	return kind === 'rejected' ? 'rejected' : 'accepted';
}
