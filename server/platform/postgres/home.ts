import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
	chmodSync,
	chownSync,
	existsSync,
	lstatSync,
	mkdirSync,
	readFileSync,
	realpathSync,
	statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/** Whom PostgreSQL runs as when we are root: it refuses to be. */
export type SystemUser = { uid: number; gid: number };

/** Where PostgreSQL lives: its folder, its data, its socket, and the user it runs as. */
export type Home = {
	folder: string;
	data: string;
	socketDir: string;
	passwordFile: string;
	/** Set when we are root. */
	user: SystemUser | undefined;
};

const longestSocketPath = 107 - '/.s.PGSQL.5432'.length;

/**
 * Makes the folders for an embedded PostgreSQL under `dataDir`. As root it belongs to a system user; where that user
 * cannot reach the folder (a checkout in a closed home) it goes to /var/lib instead, and stays where it began.
 * Throws, in words, when the folder belongs to somebody else or cannot be reached any more.
 */
export function prepareHome(dataDir: string): Home {
	const top = makeTop(dataDir);
	const mark = createHash('sha256').update(top).digest('hex').slice(0, 12);
	const near = existsSync(join(top, 'postgres'))
		? realpathSync(join(top, 'postgres'))
		: join(top, 'postgres');
	const far = join('/var/lib', `ssp-${mark}`);
	const root = process.getuid?.() === 0;
	const user = root ? (ownerOf(near) ?? ownerOf(far) ?? systemUser()) : undefined;
	const folder = user ? reachable(user, top, near, far) : near;
	makePrivate(folder, user);
	const short = root ? far : join('/tmp', `ssp-${mark}-${process.getuid?.()}`);
	const socketDir = folder.length <= longestSocketPath ? folder : short;
	makePrivate(socketDir, user);
	return { folder, data: join(folder, 'data'), socketDir, passwordFile: join(folder, 'password'), user };
}

/** A data folder we make can be passed through, whatever the umask says; what lies in it is closed. */
function makeTop(dataDir: string): string {
	if (!existsSync(dataDir)) {
		mkdirSync(dataDir, { recursive: true });
		chmodSync(dataDir, 0o755);
	}
	return realpathSync(dataDir); // `/proc` shows real paths
}

function makePrivate(folder: string, user: SystemUser | undefined): void {
	mkdirSync(folder, { recursive: true, mode: 0o700 });
	const { uid } = lstatSync(folder);
	const mine = process.getuid?.();
	if (uid !== mine && uid !== user?.uid) {
		throw new Error(
			`${folder} belongs to another user (${uid}). Start as that user, or as root, or give it away: chown -R ${mine} ${folder}`,
		);
	}
	chmodSync(folder, 0o700);
	if (user) chownSync(folder, user.uid, user.gid);
}

/** Whoever the data belongs to already goes on with it. */
function ownerOf(folder: string): SystemUser | undefined {
	const data = join(folder, 'data');
	if (!existsSync(data)) return undefined;
	const { uid, gid } = statSync(data);
	return uid === 0 ? undefined : { uid, gid };
}

function systemUser(): SystemUser {
	const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
	for (const name of ['postgres', 'nobody']) {
		const [, , uid, gid] = lines.find((line) => line.startsWith(`${name}:`))?.split(':') ?? [];
		if (uid && gid) return { uid: Number(uid), gid: Number(gid) };
	}
	throw new Error('As root PostgreSQL needs a user to run as: neither postgres nor nobody exists here');
}

function reachable(user: SystemUser, top: string, near: string, far: string): string {
	const begun = existsSync(join(near, 'data'));
	if (!begun && existsSync(join(far, 'data'))) return far;
	openPassage(user, top);
	if (reaches(user, begun ? near : top)) return near;
	if (!begun) return far;
	throw new Error(
		`The database's user (${user.uid}) cannot reach ${near}: a folder above it was closed. Open it (chmod o+x).`,
	);
}

/** Where our own folder alone is in the way it lets pass, no more: what lies in it is closed by itself. */
function openPassage(user: SystemUser, top: string): void {
	const { uid, mode } = statSync(top);
	if (uid !== 0 || reaches(user, top) || !reaches(user, dirname(top))) return;
	chmodSync(top, (mode & 0o777) | 0o001);
}

/** Whether this user may enter a folder, or run a file. */
export function reaches(user: SystemUser, path: string): boolean {
	return spawnSync('/usr/bin/test', ['-x', path], { ...user, cwd: '/' }).status === 0;
}
