import { parseArgs } from 'node:util';
import { currentUrl, migrate } from '#platform/db';
import { loadFacts } from '../../server/start/load-facts.ts';

export const help = `ssp migrate
  Brings the database up to date and loads the facts that ship, as every start does.`;

export async function run(args: string[]): Promise<void> {
	parseArgs({ args, options: {} });
	const applied = await migrate(currentUrl(), (name) => console.log(`… ${name}`));
	await loadFacts();
	console.log(applied.length === 0 ? 'Up to date.' : `${applied.length} applied.`);
}
