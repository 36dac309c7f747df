import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { config } from '#platform/config';
import { major, prepareHome } from '#platform/postgres';
import { copyDatabase } from '../backup/copy-database.ts';
import { copyFile, copyTree } from '../backup/copy-tree.ts';
import { type Copied, type Manifest, writeManifest } from '../backup/manifest.ts';

export const existing = true;
export const help = `ssp backup FOLDER
  The whole installation into a new folder, while it runs: the database (a base backup with the write-ahead log it
  needs), the stored files and the secret key, with a list of checksums. "ssp restore FOLDER" brings it back. Only for
  the embedded PostgreSQL; a server of your own has its own tools (pg_basebackup). Files in S3 are not copied.`;

export async function run(args: string[]): Promise<void> {
	const { positionals } = parseArgs({ args, options: {}, allowPositionals: true });
	if (positionals.length !== 1) throw new Error(help);
	const folder = await makeFolder(positionals[0]);
	const started = Date.now();
	const manifest: Manifest = { madeAt: new Date().toISOString(), postgres: major, folders: [], files: {} };
	// Stored files before and after: what a row of the copied database names is in one of the two.
	add(manifest, 'files', await copyStored(folder));
	add(manifest, 'postgres', await copyDatabase(prepareHome(config.dataDir), join(folder, 'postgres')));
	add(manifest, 'files', await copyStored(folder, manifest));
	for (const name of ['secret.key', 'password']) await copySecret(name, folder, manifest);
	await writeManifest(folder, manifest);
	spawnSync('sync', ['-f', folder]);
	const bytes = Object.values(manifest.files).reduce((sum, file) => sum + file.bytes, 0);
	const seconds = ((Date.now() - started) / 1000).toFixed(1);
	console.log(
		`${Object.keys(manifest.files).length} files, ${(bytes / 1e6).toFixed(0)} MB, to ${folder} in ${seconds} s`,
	);
}

async function makeFolder(name: string | undefined): Promise<string> {
	if (!name) throw new Error(help);
	if (config.databaseUrl)
		throw new Error('DATABASE_URL names a server of your own: back it up with its own tools.');
	const folder = resolve(name);
	if (!relative(config.dataDir, folder).startsWith('..'))
		throw new Error(`${folder} lies in what is backed up.`);
	if (existsSync(folder) && (await readdir(folder)).length > 0) throw new Error(`${folder} is not empty.`);
	await mkdir(folder, { recursive: true, mode: 0o700 });
	return folder;
}

/** Stored files never change; those of `before` are there already. Drafts of uploads are not yet files. */
async function copyStored(folder: string, before?: Manifest): Promise<Copied> {
	const { storage } = config;
	if (storage.kind !== 'folder' || !existsSync(storage.dir)) return { folders: [], files: {} };
	const skip = (path: string) => path === 'drafts' || before?.files[join('files', path)] !== undefined;
	return copyTree(storage.dir, join(folder, 'files'), skip);
}

async function copySecret(name: string, folder: string, manifest: Manifest): Promise<void> {
	const from = name === 'password' ? prepareHome(config.dataDir).passwordFile : join(config.dataDir, name);
	if (existsSync(from)) manifest.files[name] = await copyFile(from, join(folder, name));
}

function add(manifest: Manifest, below: string, { folders, files }: Copied): void {
	for (const path of folders) manifest.folders.push(join(below, path));
	for (const [path, sum] of Object.entries(files)) manifest.files[join(below, path)] = sum;
}
