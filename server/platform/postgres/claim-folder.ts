import { createHash } from 'node:crypto';
import { mkdirSync, realpathSync } from 'node:fs';
import { createConnection, createServer, type Server } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const tryEveryMs = 50;

/**
 * Claims a data folder for this process, for as long as it lives: a name in the kernel that two cannot hold and that
 * vanishes with its holder, also after `kill -9`. Returns false when another process holds it.
 */
export async function claimFolder(folder: string): Promise<boolean> {
	return (await hold(nameOf(folder, 'claim'))) !== undefined;
}

/** Whether a process holds the folder at this moment. */
export function isClaimed(folder: string): Promise<boolean> {
	return new Promise((resolve) => {
		const connection = createConnection(nameOf(folder, 'claim'));
		connection.on('error', () => resolve(false));
		connection.on('connect', () => {
			connection.destroy();
			resolve(true);
		});
	});
}

/** Runs `work` while no other process runs the `purpose` for this folder; waits for its turn. */
export async function takeTurns<T>(folder: string, purpose: string, work: () => Promise<T>): Promise<T> {
	const name = nameOf(folder, purpose);
	let mine = await hold(name);
	while (!mine) {
		await sleep(tryEveryMs);
		mine = await hold(name);
	}
	try {
		return await work();
	} finally {
		mine.close();
	}
}

function nameOf(folder: string, purpose: string): string {
	mkdirSync(folder, { recursive: true });
	const mark = createHash('sha256').update(realpathSync(folder)).digest('hex').slice(0, 32);
	return `\0sumut-smart-province-${purpose}-${mark}`;
}

function hold(name: string): Promise<Server | undefined> {
	return new Promise((resolve, reject) => {
		const server = createServer((socket) => socket.destroy());
		server.on('error', (error: NodeJS.ErrnoException) => {
			if (error.code === 'EADDRINUSE') resolve(undefined);
			else reject(error);
		});
		server.listen(name, () => {
			server.unref();
			resolve(server);
		});
	});
}
