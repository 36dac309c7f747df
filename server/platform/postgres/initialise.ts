import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findBinaries } from './find-binaries.ts';
import type { Home } from './home.ts';

export const owner = 'ssp_owner';
export const major = '18';

/** No locale of the machine matters: the order of bytes, and the rules of Unicode where they are asked for. */
const form = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--encoding=UTF8'];

/**
 * Makes the data folder where there is none, under another name, renamed when whole: a start killed half-way leaves
 * nothing that looks finished. Not `safely`, it need not outlive the machine. Refuses, in words, data of another major
 * version.
 */
export function initialise(home: Home, safely = true): void {
	if (!existsSync(join(home.data, 'PG_VERSION'))) makeData(home, safely ? [] : ['--no-sync']);
	checkMajor(home.data);
}

function makeData(home: Home, more: string[]): void {
	const half = `${home.data}.new`;
	rmSync(half, { recursive: true, force: true });
	writeFileSync(home.passwordFile, randomBytes(24).toString('hex'), { mode: 0o600 });
	if (home.user) chownSync(home.passwordFile, home.user.uid, home.user.gid);
	const done = spawnSync(
		join(findBinaries(home), 'initdb'),
		[
			'-D',
			half,
			'-U',
			owner,
			'-A',
			'scram-sha-256',
			`--pwfile=${home.passwordFile}`,
			'--no-instructions',
			...form,
			...more,
		],
		{ ...home.user, encoding: 'utf8', cwd: home.folder },
	);
	if (done.status !== 0) throw new Error(`initdb failed: ${done.stderr || done.error?.message}`);
	renameSync(half, home.data);
}

export function checkMajor(data: string): void {
	const found = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim();
	if (found === major) return;
	throw new Error(
		`The data in ${data} is of PostgreSQL ${found}; this program brings ${major}. Export it with the program that made it (bin/ssp export), then import it here (bin/ssp import all).`,
	);
}

/** Reaches a database of this home as its owner, through the private socket. */
export function urlOf(home: Home, database = 'ssp'): string {
	const password = readFileSync(home.passwordFile, 'utf8').trim();
	return `postgresql://${owner}:${password}@localhost/${database}?host=${encodeURIComponent(home.socketDir)}`;
}
