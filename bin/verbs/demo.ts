import { parseArgs } from 'node:util';
import { measurePunctuality, measureSteps } from '#applications';
import { measurePerformance } from '#casework';
import { setRule } from '#identity';
import { currentUrl, migrate, migratorDb } from '#platform/db';
import { runBeatsOnce } from '#platform/jobs';
import { loadFacts } from '../../server/start/load-facts.ts';
import { fillApplications } from '../demo/applications.ts';
import { makeCast } from '../demo/cast.ts';
import { fill } from '../demo/fill.ts';

export const help = `ssp demo [--cases N]
  Fills a fresh installation with a believable time of North Sumatra: N cases (45,000 unless told) over ten weeks, about
  20,000 of them in the last month, in all 34 governments and every state, with drawn photos. People in it are invented
  and say so. The code of every receipt is DEMO2345. Prints one sign-in per role.`;

/** Of all services together: one for fifty cases, but enough that every state is there. */
const applicationsFor = (cases: number) => Math.min(400, Math.max(150, Math.round(cases / 50)));

export async function run(args: string[]): Promise<void> {
	const { values } = parseArgs({ args, options: { cases: { type: 'string' } } });
	const count = Number(values.cases ?? 45_000);
	if (!Number.isInteger(count) || count < 1)
		throw new Error('--cases needs a number of cases, such as 5000.');
	await migrate(currentUrl());
	await loadFacts();
	const { rowCount } = await migratorDb.query({ text: 'select from casework.case limit 1' });
	if (rowCount)
		throw new Error('This installation holds cases already. The demonstration belongs into a fresh one.');
	const applications = applicationsFor(count);
	await fill(count, (done) => process.stdout.write(`\r  ${done} of ${count} cases`));
	process.stdout.write('\n');
	await fillApplications(applications, (done) =>
		process.stdout.write(`\r  ${done} of ${applications} applications`),
	);
	process.stdout.write('\nMeasuring …\n');
	await runBeatsOnce();
	await measurePerformance();
	await measureSteps();
	await measurePunctuality();
	await migratorDb.query({ text: 'analyze' });
	await setRule(null, { code: 'second-factor-from', value: 'offered' });
	console.log('\nSign in at /masuk/petugas:\n');
	for (const { role, email, password } of await makeCast())
		console.log(`  ${role.padEnd(31)} ${email.padEnd(36)} ${password}`);
	console.log('\nEverybody in this demonstration is invented.');
	console.log(
		'WARNING: the passwords stand above, the operator’s in the source as well, and nobody is asked for a second factor.\n' +
			'Never put real data into it. To require one: ssp admin second-factor --from 2026-01-01',
	);
}
