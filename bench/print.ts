import { median, type Round } from './measure.ts';
import type { Result } from './rounds.ts';

const widths = [11, 9, 9, 9, 9, 9, 9, 9, 9, 9];
const heads = [
	'requests/s',
	'app ms',
	'pg ms',
	'p50',
	'p99',
	'bytes',
	'bare/s',
	'bare ms',
	'ratio',
	'by CPU',
];
const row = (cells: string[]) => cells.map((cell, n) => cell.padStart(widths[n] ?? 9)).join('');

export function printHead(): void {
	console.log(`${'work'.padEnd(9)}${'cases'.padStart(9)}${row(heads)}`);
}

export function printWork(name: string, cases: number, { ours, theirs }: Result): void {
	const of = (pick: (round: Round) => number, digits: number, from = ours) =>
		median(from.map(pick)).toFixed(digits);
	const own = [
		of((r) => r.perSecond, 0),
		of((r) => r.app, 2),
		of((r) => r.database, 2),
		of((r) => r.p50, 1),
		of((r) => r.p99, 1),
		of((r) => r.bytes, 0),
	];
	const cost = (round: Round) => round.app + round.database;
	const pairs = ours.flatMap((round, n) => (theirs[n] ? [[round, theirs[n]] as const] : []));
	const beside =
		theirs.length === 0
			? []
			: [
					of((r) => r.perSecond, 0, theirs),
					of(cost, 2, theirs),
					median(pairs.map(([our, their]) => our.perSecond / their.perSecond)).toFixed(2),
					median(pairs.map(([our, their]) => cost(their) / cost(our))).toFixed(2),
				];
	const failed = [...ours, ...theirs].reduce((sum, round) => sum + round.failed, 0);
	console.log(
		`${name.padEnd(9)}${String(cases).padStart(9)}${row([...own, ...beside])}${failed ? `  ${failed} failed` : ''}`,
	);
}

/** Of a larger load against the first: how much longer the slowest hundredth waits, and how much more CPU each costs. */
export function printComparison(results: Round[][]): void {
	const [first, ...others] = results;
	for (const other of others) {
		const times = (pick: (round: Round) => number) =>
			median(other.map((round, n) => pick(round) / pick(first?.[n] ?? round))).toFixed(2);
		const said = `p99 × ${times((r) => r.p99)}, CPU × ${times((r) => r.app + r.database)}`;
		console.log(`${''.padEnd(18)}${said.padStart(40)}`);
	}
}
