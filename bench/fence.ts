import { parseArgs } from 'node:util';
import { findActor, scopeOf } from '#identity';
import { connect, disconnect, migratorDb, withScope } from '#platform/db';
import { deskOf } from '../server/casework/list-inbox.ts';
import { selectInbox } from '../server/casework/store/inbox.ts';
import { cpuOfPostgres } from './cpu.ts';
import { caseLoad, fillFolder } from './fill-folder.ts';
import { seatOfficers } from './officers.ts';
import { loadNow } from './rounds.ts';

/** What the second wall adds to the desk's list: the same statement within the officer's fence and, as the owner, without. */
const { values: options } = parseArgs({
	options: {
		cases: { type: 'string', default: '100000' },
		keep: { type: 'string', default: '' },
		rounds: { type: 'string', default: '9' },
		times: { type: 'string', default: '200' },
	},
});
if (!options.keep) throw new Error('Say where the load is kept: --keep FOLDER');
const [rounds, times] = [Number(options.rounds), Number(options.times)];
const postgres = await fillFolder(`${options.keep}/${options.cases}`, Number(options.cases), caseLoad);
connect(postgres.url, 1);
try {
	await compare();
} finally {
	await disconnect();
	await postgres.stop();
}

async function compare(): Promise<void> {
	const desks = await seatOfficers(postgres.url);
	console.log(`${options.cases} cases · ${loadNow()}`);
	console.log('desk       fenced ms   plain ms   ratio   pg CPU ratio');
	for (const desk of ['officer', 'triage'] as const) {
		const token = desks[desk].split('=').at(-1) ?? '';
		const officer = await findActor(token, '203.0.113.0/24');
		if (officer?.kind !== 'officer') throw new Error(`${desk} is not signed in`);
		const page = { after: undefined, limit: 51, order: 'due' } as const;
		const fenced = () => withScope(scopeOf(officer), (tx) => selectInbox(tx, deskOf(officer), {}, page));
		const plain = () => asOwner((tx) => selectInbox(tx, deskOf(officer), {}, page));
		const rows = [await fenced(), await plain()].map(({ length }) => length);
		if (rows[0] !== rows[1] || rows[0] === 0) throw new Error(`not the same rows: ${rows}`);
		const seen = { fenced: [] as Spent[], plain: [] as Spent[] };
		for (let round = 0; round < rounds; round++) {
			seen.fenced.push(await measure(fenced));
			seen.plain.push(await measure(plain));
		}
		const of = (pick: (spent: Spent) => number) => [
			median(seen.fenced.map(pick)),
			median(seen.plain.map(pick)),
		];
		const [inside = 0, outside = 0] = of(({ ms }) => ms);
		const [cpuInside = 0, cpuOutside = 1] = of(({ cpu }) => cpu);
		console.log(
			`${desk.padEnd(10)} ${inside.toFixed(2).padStart(9)} ${outside.toFixed(2).padStart(10)} ${(inside / outside).toFixed(2).padStart(7)} ${(cpuInside / cpuOutside).toFixed(2).padStart(14)}`,
		);
	}
	console.log(loadNow());
}

type Spent = { ms: number; cpu: number };
type Tx = Parameters<typeof selectInbox>[0];

/** The owner of the tables, whom no fence holds, in a transaction as the officer has one. */
async function asOwner<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
	await migratorDb.query({ text: 'begin' });
	try {
		return await work({ inTransaction: true, query: (statement) => migratorDb.query(statement) } as Tx);
	} finally {
		await migratorDb.query({ text: 'commit' });
	}
}

async function measure(run: () => Promise<unknown>): Promise<Spent> {
	const [from, before] = [performance.now(), cpuOfPostgres(postgres.home.data)];
	for (let n = 0; n < times; n++) await run();
	return {
		ms: (performance.now() - from) / times,
		cpu: (cpuOfPostgres(postgres.home.data) - before) / times,
	};
}

function median(values: number[]): number {
	return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
