import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { config } from '#platform/config';
import { currentUrl } from '#platform/db';
import { prepareHome } from '#platform/postgres';
import pg from 'pg';

export const help = `ssp backup FOLDER
  The whole installation while it runs: PostgreSQL (a base backup with the write-ahead log it needs), the stored files and
  the secret key, with a list of checksums. "ssp restore FOLDER" brings it back. Only for the embedded PostgreSQL: your own
  server has tools of its own (pg_basebackup).`;

export async function run(args: string[]): Promise<void> {
	const [folder] = args;
	if (!folder) throw new Error(help);
	if (config.databaseUrl) throw new Error('DATABASE_URL names a server of your own: back it up with its own tools.');
	if (existsSync(folder) && (await readdir(folder)).length > 0) throw new Error(`${folder} is not empty.`);
	await mkdir(folder, { recursive: true, mode: 0o700 });
	await copyDatabase(folder);
	if (config.storage.kind === 'folder' && existsSync(config.storage.dir)) await cp(config.storage.dir, join(folder, 'files'), { recursive: true });
	const key = join(config.dataDir, 'secret.key');
	if (existsSync(key)) await cp(key, join(folder, 'secret.key'));
	const manifest = await checksums(folder);
	await writeFile(join(folder, 'manifest.json'), JSON.stringify({ madeAt: new Date(), files: manifest }));
	console.log(`${Object.keys(manifest).length} files backed up to ${folder}`);
}

/** Start, copy, stop, on one connection; then the log from the start of the copy to its end. */
async function copyDatabase(folder: string): Promise<void> {
	const home = prepareHome(config.dataDir);
	const client = new pg.Client({ connectionString: currentUrl() });
	await client.connect();
	try {
		await client.query("select pg_backup_start('ssp backup', true)");
		const skip = (path: string) => /^(pg_wal\/.|postmaster\.|pg_replslot\/.|pg_stat_tmp\/.|pgsql_tmp)/.test(relative(home.data, path));
		await cp(home.data, join(folder, 'postgres'), { recursive: true, filter: (path) => !skip(path), force: true });
		const { rows } = await client.query<{ labelfile: string }>('select labelfile from pg_backup_stop(false)');
		await writeFile(join(folder, 'postgres', 'backup_label'), rows[0]?.labelfile ?? '');
		await client.query('select pg_switch_wal()');
		await cp(join(home.data, 'pg_wal'), join(folder, 'postgres', 'pg_wal'), { recursive: true });
		await cp(home.passwordFile, join(folder, 'password'));
	} finally {
		await client.end();
	}
}

export async function checksums(folder: string): Promise<Record<string, string>> {
	const sums: Record<string, string> = {};
	for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
		const path = join(entry.parentPath, entry.name);
		if (!entry.isFile() || relative(folder, path) === 'manifest.json') continue;
		if ((await stat(path)).size === 0) continue;
		sums[relative(folder, path)] = createHash('sha256').update(await readFile(path)).digest('hex');
	}
	return sums;
}
