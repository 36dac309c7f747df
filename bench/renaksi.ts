import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { recomputeAll } from '#renaksi';
import { cpuOf, cpuOfPostgres } from './cpu.ts';
import type { Ask } from './drive.ts';
import { connected } from './fill-folder.ts';
import { dice } from './load/dice.ts';
import { loadPlans, years } from './load/load-plans.ts';
import { seatOfficers } from './officers.ts';
import { printHead, printWork } from './print.ts';
import { loadNow, measureWork, type Work } from './rounds.ts';
import { makeStand, type Stand, stopStand } from './stand.ts';
import { page } from './works.ts';

/** Rankings as of any day, dashboards, and everything made anew, over ten years of many governments. */
const { values: options } = parseArgs({
	options: {
		governments: { type: 'string', default: '542' },
		works: { type: 'string', default: '' },
		rounds: { type: 'string', default: '3' },
		seconds: { type: 'string', default: '5' },
		connections: { type: 'string', default: '1' },
		warm: { type: 'string', default: '200' },
		keep: { type: 'string', default: '' },
	},
});
const how = {
	...{ connections: Number(options.connections), rounds: Number(options.rounds) },
	...{ seconds: Number(options.seconds), warmUp: Number(options.warm) },
};
const governments = Number(options.governments);
const wanted = options.works.split(',').filter(Boolean);
const isWanted = (name: string) => wanted.length === 0 || wanted.includes(name);
const top = options.keep || mkdtempSync(join(tmpdir(), 'ssp-bench-renaksi-'));
let stand: Stand | undefined;
try {
	stand = await makeStand(join(top, String(governments)), governments, {
		fill: loadPlans,
		bare: 'bench/bare.ts',
	});
	console.log(
		`${how.connections} connections, ${how.rounds} rounds of ${how.seconds} s · ${loadNow()} at the start\n`,
	);
	printHead();
	for (const work of await worksOf(stand)) {
		if (!isWanted(work.name)) continue;
		const [result] = await measureWork([stand], [work], how);
		if (result) printWork(work.name, governments, result);
	}
	if (isWanted('recompute')) await connected(stand.postgres.url, recompute);
	console.log(`${loadNow()} at the end`);
} finally {
	if (stand) await stopStand(stand);
	if (!options.keep) rmSync(top, { recursive: true, force: true });
}

async function worksOf({ postgres }: Stand): Promise<Work[]> {
	const desks = await seatOfficers(postgres.url);
	const by = dice(governments);
	const days = Array.from({ length: 400 }, () => {
		const month = String(1 + by.pick(12)).padStart(2, '0');
		return `${by.of(years)}-${month}-${String(1 + by.pick(28)).padStart(2, '0')}`;
	});
	const codes = ['12', '12.71', '12.09', '12.03', '12.07'];
	const alone = (name: string, platform: Ask[]): Work => ({ name, platform, bare: [] });
	const get = (path: string): Ask => ({ method: 'GET', path });
	return [
		alone(
			'rank',
			days.map((day) => get(`/transparansi/renaksi/angka.json?per=${day}`)),
		),
		alone(
			'board',
			days.map((day) => page(`/transparansi/renaksi?per=${day}`)),
		),
		alone(
			'plan',
			days.map((day, n) => page(`/transparansi/renaksi/${codes[n % codes.length]}?per=${day}`)),
		),
		alone('regent', [page('/pimpinan/renaksi', desks.regent)]),
		alone('lead', [page('/pimpinan/renaksi', desks.governor)]),
	];
}

/** Every line of every plan from its events, beside the line that was kept. */
async function recompute(): Promise<void> {
	const from = performance.now();
	const before = [cpuOf(process.pid), cpuOfPostgres(stand?.postgres.home.data ?? '')] as const;
	const { plans, lines } = await recomputeAll((done, all) =>
		process.stderr.write(`\r\x1b[Krecomputed ${done} of ${all} governments, ${took(from)} s`),
	);
	const spent = [cpuOf(process.pid) - before[0], cpuOfPostgres(stand?.postgres.home.data ?? '') - before[1]];
	process.stderr.write('\r\x1b[K');
	console.log(
		`recompute: ${lines} lines in ${took(from)} s, CPU ${spent.map((one) => one.toFixed(1)).join(' + ')} s, ${plans.length} plans differ · ${loadNow()}`,
	);
}

function took(from: number): string {
	return ((performance.now() - from) / 1000).toFixed(1);
}
