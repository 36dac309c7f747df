import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureSteps } from '#applications';
import { migratorDb } from '#platform/db';
import { type Applicant, countSent } from './applicants.ts';
import { connected } from './fill-folder.ts';
import { loadApplications } from './load/load-applications.ts';
import { seatOfficers } from './officers.ts';
import { printComparison, printHead, printWork } from './print.ts';
import { recordSubmit } from './record-submit.ts';
import { loadNow, measureWork } from './rounds.ts';
import { type ServicePlan, serviceWorks } from './service-works.ts';
import { simulate } from './simulate.ts';
import { makeStand, type Stand, stopStand } from './stand.ts';

/** Forms, sending, officers' lists and figures, and the simulator, over loads of past applications. */
const { values: options } = parseArgs({
	options: {
		applications: { type: 'string', default: '100000' },
		works: { type: 'string', default: '' },
		rounds: { type: 'string', default: '5' },
		seconds: { type: 'string', default: '3' },
		connections: { type: 'string', default: '16' },
		warm: { type: 'string', default: '1000' },
		keep: { type: 'string', default: '' },
	},
});
const how = {
	...{ connections: Number(options.connections), rounds: Number(options.rounds) },
	...{ seconds: Number(options.seconds), warmUp: Number(options.warm) },
};
/** Nobody sends more than so many forms in a second of a round. */
const mostPerSecond = 400;
const top = options.keep || mkdtempSync(join(tmpdir(), 'ssp-bench-services-'));
const stands: Stand[] = [];
const applicants: Applicant[] = [];
try {
	for (const count of options.applications.split(',').map(Number)) {
		const ready = async () => {
			applicants.push((await recordSubmit()).applicant);
			await measureSteps();
		};
		const load = { fill: loadApplications, ready, bare: 'bench/bare-submit.ts' };
		stands.push(await makeStand(join(top, String(count)), count, load));
	}
	await run();
} finally {
	for (const stand of stands) await stopStand(stand);
	if (!options.keep) rmSync(top, { recursive: true, force: true });
}

async function run(): Promise<void> {
	const { connections, rounds, seconds } = options;
	console.log(`${connections} connections, ${rounds} rounds of ${seconds} s · ${loadNow()} at the start\n`);
	const plans: ServicePlan[] = [];
	for (const n of stands.keys()) plans.push(await planFor(n));
	const wanted = options.works.split(',').filter(Boolean);
	const isWanted = (name: string) => wanted.length === 0 || wanted.includes(name);
	printHead();
	for (const { name } of plans[0]?.works.filter((one) => isWanted(one.name)) ?? []) {
		const plan = plans.map(({ works }) => works.find((work) => work.name === name));
		const results = await measureWork(stands, plan, how);
		for (const [n, result] of results.entries()) printWork(name, stands[n]?.cases ?? 0, result);
		printComparison(results.map(({ ours }) => ours));
	}
	for (const [n, { postgres, cases }] of stands.entries()) {
		await connected(postgres.url, async () => {
			if (isWanted('submit'))
				console.log(
					`\n${cases}: ${await countSent(plans[n]?.sent ?? [])} of the platform's forms became applications`,
				);
			if (!isWanted('simulate')) return;
			const { tried, otherwise, seconds: took, seen } = await simulate();
			console.log(
				`${cases}: simulator tried ${tried}, ${otherwise} otherwise, in ${took.toFixed(1)} s; ${seen} stages seen · ${loadNow()}`,
			);
		});
	}
	console.log(`${loadNow()} at the end`);
}

async function planFor(n: number): Promise<ServicePlan> {
	const [stand, bareApplicant] = [stands[n], applicants[n]];
	if (!stand || !bareApplicant) throw new Error('No such stand');
	const { url } = stand.postgres;
	const { officer } = await seatOfficers(url);
	let plan: ServicePlan | undefined;
	await connected(url, async () => {
		const { rows } = await migratorDb.query<{ name: string; number: string }>({
			text: `select applicant_name as name, number from applications.application tablesample system (5) limit 40`,
		});
		// forms come from where the platform says it is
		const asked = {
			origin: stand.platform.origin.replace('127.0.0.1', 'localhost'),
			officer,
			bareApplicant,
			names: rows.map(({ name }) => name),
			numbers: rows.map(({ number }) => number),
		};
		plan = await serviceWorks(asked, { rounds: how.rounds, perRound: mostPerSecond * how.seconds });
	});
	if (!plan) throw new Error('No plan');
	return plan;
}
