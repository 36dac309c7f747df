import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { memoryOf } from './cpu.ts';
import { seatOfficers } from './officers.ts';
import { printComparison, printHead, printWork } from './print.ts';
import { loadNow, measureWork, type Work } from './rounds.ts';
import { makeStand, measureStart, type Stand, stopStand } from './stand.ts';
import { someNumbers, works } from './works.ts';

const { values: options } = parseArgs({
	options: {
		cases: { type: 'string', default: '100000' },
		works: { type: 'string', default: '' },
		rounds: { type: 'string', default: '5' },
		seconds: { type: 'string', default: '3' },
		connections: { type: 'string', default: '16' },
		keep: { type: 'string', default: '' },
		starts: { type: 'string', default: '3' },
	},
});
const top = options.keep || mkdtempSync(join(tmpdir(), 'ssp-bench-'));
const stands: Stand[] = [];
try {
	for (const cases of options.cases.split(',').map(Number)) {
		stands.push(await makeStand(join(top, String(cases)), cases));
	}
	await run();
} finally {
	for (const stand of stands) await stopStand(stand);
	if (!options.keep) rmSync(top, { recursive: true, force: true });
}

async function run(): Promise<void> {
	const { connections, rounds, seconds } = options;
	const how = { connections: Number(connections), rounds: Number(rounds), seconds: Number(seconds) };
	console.log(`${connections} connections, ${rounds} rounds of ${seconds} s · ${loadNow()} at the start\n`);
	const plans = await Promise.all(stands.map(planFor));
	const wanted = options.works.split(',').filter(Boolean);
	const names = plans[0]?.map(({ name }) => name) ?? [];
	printHead();
	for (const name of names.filter((one) => wanted.length === 0 || wanted.includes(one))) {
		const plan = plans.map((one) => one.find((work) => work.name === name));
		const results = await measureWork(stands, plan, how);
		for (const [n, result] of results.entries()) printWork(name, stands[n]?.cases ?? 0, result);
		printComparison(results.map(({ ours }) => ours));
	}
	console.log('');
	for (const { cases, platform } of stands) {
		const { now, most } = memoryOf(platform.child.pid ?? 0);
		console.log(
			`${cases} cases: memory of the platform after load ${now.toFixed(0)} MB, at most ${most.toFixed(0)} MB`,
		);
	}
	await measureStarts();
	console.log(`${loadNow()} at the end`);
}

async function planFor({ postgres, cases }: Stand): Promise<Work[]> {
	const client = new pg.Client({ connectionString: postgres.url });
	await client.connect();
	const numbers = await someNumbers(client, 2000);
	await client.end();
	return works({ numbers, cases, desks: await seatOfficers(postgres.url) });
}

async function measureStarts(): Promise<void> {
	for (const stand of stands) {
		await stopStand(stand);
		const times: number[] = [];
		for (let n = 0; n < Number(options.starts); n++) times.push(await measureStart(stand));
		const said = times.map((one) => (one / 1000).toFixed(2)).join(', ');
		console.log(`${stand.cases} cases: later starts (npm start to the first page) ${said} s`);
	}
}
