import { config } from '#platform/config';
import { connect, disconnect, migrate } from '#platform/db';
import { claimFolder, startPostgres } from '#platform/postgres';
import { step } from './say.ts';

/** PostgreSQL, embedded or the one named, migrated and connected. Closing it leaves nothing running that we started. */
export async function openDatabase(): Promise<{ close: () => Promise<void> }> {
	const postgres = config.databaseUrl ? undefined : await startEmbedded();
	const url = config.databaseUrl ?? postgres?.url ?? '';
	const applied = await step('database schema', () => migrate(url));
	if (applied.length) process.stdout.write(`    ${applied.join(', ')}\n`);
	connect(url);
	return {
		async close() {
			await disconnect();
			await postgres?.stop();
		},
	};
}

async function startEmbedded() {
	if (!(await claimFolder(config.dataDir))) {
		throw new Error(
			`Another start already runs on ${config.dataDir}. Stop it first, or give this one its own DATA_DIR and PORT.`,
		);
	}
	return step('PostgreSQL', () => startPostgres(config.dataDir));
}
