import { config } from '#platform/config';
import { connect, disconnect, migrate } from '#platform/db';
import { claimFolder, startPostgres } from '#platform/postgres';
import { say, step } from './say.ts';

export type OpenDatabase = {
	/** Ends the pools, once their connections are given back. */
	disconnect: () => Promise<void>;
	/** Leaves nothing running that we started. */
	stop: () => Promise<void>;
};

/** PostgreSQL, embedded or the one named, migrated and connected. */
export async function openDatabase(signal: AbortSignal): Promise<OpenDatabase> {
	const postgres = config.databaseUrl ? undefined : await startEmbedded(signal);
	const url = config.databaseUrl ?? postgres?.url ?? '';
	const stop = async () => postgres?.stop();
	try {
		const applied = await step('database schema', () => migrate(url));
		if (applied.length > 0) say(`    ${applied.join(', ')}`);
		connect(url);
	} catch (error) {
		await stop();
		throw error;
	}
	return { disconnect, stop };
}

async function startEmbedded(signal: AbortSignal) {
	if (!(await claimFolder(config.dataDir))) {
		throw new Error(
			`Sudah berjalan di folder data ini. · Another start already runs on ${config.dataDir}: stop it first, or give this one its own DATA_DIR and PORT.`,
		);
	}
	const postgres = await step('PostgreSQL', () => startPostgres(config.dataDir, {}, signal));
	if (postgres.adopted) say('    left behind by a process that was killed, taken over');
	if (!postgres.home.folder.startsWith(config.dataDir)) say(`    its data is in ${postgres.home.folder}`);
	return postgres;
}
