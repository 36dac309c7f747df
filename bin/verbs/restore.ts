import { chown, cp, mkdir, readdir, readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { config } from '#platform/config';
import { claimFolder, type Home, prepareHome } from '#platform/postgres';
import { z } from 'zod';
import { checksums } from './backup.ts';

export const alone = true;
export const help = `ssp restore FOLDER
  Brings back what "ssp backup" wrote, into a data folder without a database. Every file is checked first; PostgreSQL
  replays its log at the next start.`;

const shape = z.object({ files: z.record(z.string(), z.string()) });

export async function run(args: string[]): Promise<void> {
	const [folder] = args;
	if (!folder) throw new Error(help);
	if (!(await claimFolder(config.dataDir))) throw new Error('The installation runs: stop it first.');
	const { files } = shape.parse(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')));
	const now = await checksums(folder);
	for (const [name, sum] of Object.entries(files)) if (now[name] !== sum) throw new Error(`${name} is not as it was backed up`);
	const home = prepareHome(config.dataDir);
	if (existsSync(home.data)) throw new Error(`${home.data} holds a database already: move it away first.`);
	await cp(join(folder, 'postgres'), home.data, { recursive: true });
	await cp(join(folder, 'password'), home.passwordFile);
	await giveTo(home);
	if (existsSync(join(folder, 'files')) && config.storage.kind === 'folder') {
		await mkdir(config.storage.dir, { recursive: true });
		await cp(join(folder, 'files'), config.storage.dir, { recursive: true });
	}
	if (existsSync(join(folder, 'secret.key'))) await cp(join(folder, 'secret.key'), join(config.dataDir, 'secret.key'));
	console.log(`${Object.keys(files).length} files restored to ${config.dataDir}. Start with npm start.`);
}

/** PostgreSQL must own its data; as root that is another user. */
async function giveTo({ user, data, passwordFile }: Home): Promise<void> {
	if (!user) return;
	const entries = await readdir(data, { recursive: true, withFileTypes: true });
	for (const path of [data, passwordFile, ...entries.map((entry) => join(entry.parentPath, entry.name))]) await chown(path, user.uid, user.gid);
}
