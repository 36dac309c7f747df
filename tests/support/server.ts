import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

export const top = resolve(import.meta.dirname, '../..');
const saysWithinMs = 90_000;

/** A folder for this test file that every user may pass through; it goes when the file ends. */
export function temporaryFolder(name: string): string {
	const folder = mkdtempSync(join(tmpdir(), `ssp-${name}-`));
	chmodSync(folder, 0o755);
	after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }));
	return folder;
}

export type Server = {
	child: ChildProcess;
	said: () => string;
	/** Waits until it has said this; fails with all it said when it ends first. */
	until: (pattern: RegExp) => Promise<string>;
	/** Sends a signal and waits for the end. Returns the exit code, null after a kill. */
	end: (signal: NodeJS.Signals) => Promise<number | null>;
};

type Options = { cwd?: string; uid?: number; gid?: number };

/** Starts `server/main.ts` as `npm start` does, with these settings. It is killed when the test file ends, at the latest. */
export function startServer(settings: Record<string, string>, options: Options = {}): Server {
	const cwd = options.cwd ?? top;
	const env = { ...inherited(), HOST: '127.0.0.1', LOG_LEVEL: 'error', ...settings };
	const node = join(cwd, 'node_modules/.bin/node');
	const child = spawn(node, ['server/main.ts'], { ...options, cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
	const ended = once(child, 'exit');
	let said = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream?.on('data', (chunk) => {
			said += chunk;
		});
	}
	after(() => child.kill('SIGKILL'));
	return {
		child,
		said: () => said,
		async until(pattern) {
			const patience = Date.now() + saysWithinMs;
			while (!pattern.test(said)) {
				assert.equal(child.exitCode ?? child.signalCode, null, `it ended:\n${said}`);
				assert.ok(Date.now() < patience, `it never said ${pattern}:\n${said}`);
				await sleep(20);
			}
			return pattern.exec(said)?.[0] ?? '';
		},
		async end(signal) {
			child.kill(signal);
			const [code] = await ended;
			return code;
		},
	};
}

/** Of our own environment what no setting is: where programs are, and where what was compiled once is kept. */
function inherited(): NodeJS.ProcessEnv {
	const { PATH, NODE_COMPILE_CACHE } = process.env;
	return { PATH, ...(NODE_COMPILE_CACHE ? { NODE_COMPILE_CACHE } : {}) };
}

export async function freePort(): Promise<number> {
	const server = createServer();
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	server.close();
	await once(server, 'close');
	if (address === null || typeof address === 'string') throw new Error('no port');
	return address.port;
}

export type Said = { code: number | null; out: string };

/** Runs the operator's command, or another program, and returns what it said. */
export async function runCommand(
	file: string,
	args: string[],
	settings: Record<string, string>,
): Promise<Said> {
	const env = { ...inherited(), LOG_LEVEL: 'error', ...settings };
	const child = spawn(file, args, { cwd: top, env, stdio: ['ignore', 'pipe', 'pipe'] });
	let out = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.on('data', (chunk) => {
			out += chunk;
		});
	}
	const [code] = await once(child, 'close');
	return { code, out };
}
