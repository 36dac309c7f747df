import { hashOfCode, importCases, measurePerformance, newNumber, planDeadlines } from '#casework';
import { setRule } from '#identity';
import { currentUrl, migrate, migratorDb } from '#platform/db';
import { runBeatsOnce } from '#platform/jobs';
import { loadFacts } from '../../server/start/load-facts.ts';
import { makeCast } from '../demo/cast.ts';
import { dice } from '../demo/dice.ts';
import { addRows, noRows, type Rows } from '../demo/rows-of-a-story.ts';
import { makeSetting, type Setting } from '../demo/setting.ts';
import { tellCase } from '../demo/story-of-a-case.ts';

export const help = `ssp demo [--cases N]
  Fills a fresh installation with a believable time of North Sumatra: N cases (45,000 unless told) over ten weeks, about
  20,000 of them in the last month, in all 34 governments and every state. People in it are invented and say so. Prints
  one sign-in per role.`;

const weeks = 10;
const batch = 1000;

export async function run(args: string[]): Promise<void> {
	const at = args.indexOf('--cases');
	const count = at < 0 ? 45_000 : Number(args[at + 1]);
	if (!Number.isInteger(count) || count < 1) throw new Error(help);
	await migrate(currentUrl());
	await loadFacts();
	const { rowCount } = await migratorDb.query({ text: 'select from casework.case limit 1' });
	if (rowCount)
		throw new Error('This installation holds cases already. The demonstration belongs into a fresh one.');
	await fill(count);
	process.stdout.write('\nMeasuring …\n');
	await runBeatsOnce();
	await measurePerformance();
	await migratorDb.query({ text: 'analyze' });
	await setRule(null, { code: 'second-factor-from', value: 'offered' });
	console.log('\nSign in at /masuk/petugas:\n');
	for (const { role, email, password } of await makeCast())
		console.log(`  ${role.padEnd(28)} ${email.padEnd(34)} ${password}`);
	console.log('\nEverybody in this demonstration is invented.');
	console.log(
		'WARNING: their passwords stand above and in the source, and this installation asks for no second factor. Never\n' +
			'put real data into it. To require one: ssp admin second-factor --from 2026-01-01',
	);
}

async function fill(count: number): Promise<void> {
	const roll = dice(20_180_320);
	const setting = await makeSetting(roll);
	const now = new Date();
	let rows: Rows = noRows();
	for (let n = 1; n <= count; n++) {
		const filedAt = new Date(now.getTime() - roll.next() * weeks * 7 * 86_400_000);
		addRows(tellCase(roll, await seedOf(setting, filedAt, now)), rows);
		if (n % batch !== 0 && n !== count) continue;
		await importCases(rows);
		rows = noRows();
		process.stdout.write(`\r  ${n} of ${count} cases`);
	}
}

async function seedOf(setting: Setting, filedAt: Date, now: Date) {
	const place = setting.place();
	const { subject, class: kind } = setting.subject(
		place.pemda,
		now.getTime() - filedAt.getTime() < 7 * 86_400_000,
	);
	const { first, rightful } = await setting.route(subject, place.code);
	const number = newNumber(setting.prefixOf(first.pemda));
	const clocks = await planDeadlines(['verify', 'solve', 'moderate'], {
		class: kind,
		pemda: first.pemda,
		startedAt: filedAt,
	});
	return {
		number,
		accessHash: `\\x${hashOfCode(number, 'DEMO2345').toString('hex')}`,
		filedAt,
		now,
		subject,
		class: kind,
		region: place,
		first,
		rightful,
		clocks,
	};
}
