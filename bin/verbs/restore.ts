import { spawnSync } from 'node:child_process';
import { chownSync, existsSync } from 'node:fs';
import { chmod, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { config } from '#platform/config';
import { claimFolder, type Home, major, prepareHome } from '#platform/postgres';
import { bringKey } from '../backup/bring-key.ts';
import { copyFile, sumFile, unlessGone } from '../backup/copy-tree.ts';
import { type Manifest, readManifest } from '../backup/manifest.ts';

export const alone = true;
export const help = `ssp restore [--check] FOLDER
  Brings back what "ssp backup" wrote, into a data folder without a database. Every file is compared with its checksum
  before anything takes effect; PostgreSQL replays its log at the next start. With --check only the comparing is done.`;

export async function run(args: string[]): Promise<void> {
	const { values, positionals } = parseArgs({
		args,
		options: { check: { type: 'boolean' } },
		allowPositionals: true,
	});
	const [folder] = positionals;
	if (!folder || positionals.length !== 1) throw new Error(help);
	const manifest = await readManifest(folder);
	if (values.check) return check(folder, manifest);
	if (manifest.postgres !== major)
		throw new Error(`The backup is of PostgreSQL ${manifest.postgres}; this program brings ${major}.`);
	if (!(await claimFolder(config.dataDir))) throw new Error('The installation runs: stop it first.');
	const home = prepareHome(config.dataDir);
	if (existsSync(home.data)) throw new Error(`${home.data} holds a database already: move it away first.`);
	await bringBack(folder, manifest, home);
	console.log(
		`${Object.keys(manifest.files).length} files restored to ${config.dataDir}. Start with npm start.`,
	);
}

async function check(folder: string, { files, madeAt }: Manifest): Promise<void> {
	for (const path of Object.keys(files)) compare(path, files, await unlessGone(sumFile(join(folder, path))));
	console.log(`${Object.keys(files).length} files are as they were backed up at ${madeAt}.`);
}

/** The database appears under its name when all else is in place. */
async function bringBack(folder: string, { files, folders }: Manifest, home: Home): Promise<void> {
	const half = `${home.data}.new`;
	await rm(half, { recursive: true, force: true });
	const targets = new Map([['postgres', half]]);
	if (config.storage.kind === 'folder') targets.set('files', config.storage.dir);
	const secrets = ['password', 'secret.key'];
	const take = async (path: string, to: string) =>
		compare(path, files, await unlessGone(copyFile(join(folder, path), to)));
	for (const path of folders) await mkdir(placeOf(path, targets), { recursive: true, mode: 0o700 });
	for (const path of Object.keys(files))
		if (!secrets.includes(path)) await take(path, placeOf(path, targets));
	await take('password', home.passwordFile);
	await bringKey(folder);
	await giveTo(home, half);
	spawnSync('sync', ['-f', half]);
	await rename(half, home.data);
}

function placeOf(path: string, targets: Map<string, string>): string {
	const [first = '', ...rest] = path.split('/');
	const top = targets.get(first);
	if (!top || rest.includes('..')) throw new Error(`${path} has no place here`);
	return join(top, ...rest);
}

function compare(path: string, files: Manifest['files'], found: { sha256: string } | undefined): void {
	if (!found) throw new Error(`${path} is missing`);
	if (found.sha256 !== files[path]?.sha256) throw new Error(`${path} is not as it was backed up`);
}

/** PostgreSQL must own its data, and nobody else may read it; as root it runs as another user. */
async function giveTo({ user, passwordFile }: Home, data: string): Promise<void> {
	await chmod(data, 0o700);
	if (!user) return;
	const entries = await readdir(data, { recursive: true, withFileTypes: true });
	const paths = entries.map((entry) => join(entry.parentPath, entry.name));
	for (const path of [data, passwordFile, ...paths]) chownSync(path, user.uid, user.gid);
}
