import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

const top = resolve(import.meta.dirname, '../..');
export const builtPages = new URL('../../build/handler.js', import.meta.url);

/** Whether the pages were never built, or something they are made of is younger than the last build. */
export function pagesAreStale(): boolean {
	if (!existsSync(builtPages)) return true;
	const built = statSync(builtPages).mtimeMs;
	const sources = [
		join(top, 'vite.config.ts'),
		join(top, 'package-lock.json'),
		...filesUnder(join(top, 'web')),
	];
	return sources.some((path) => statSync(path).mtimeMs > built);
}

/** The last file of a build is the one we look for, so half a build is none. Ends early when `signal` aborts. */
export function buildPages(signal: AbortSignal): Promise<void> {
	return new Promise((done, failed) => {
		const vite = join(top, 'node_modules/vite/bin/vite.js');
		const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
			cwd: top,
			signal,
			stdio: ['ignore', 'ignore', 'inherit'],
		});
		child.on('error', failed);
		child.on('exit', (code) => (code === 0 ? done() : failed(new Error('The pages could not be built'))));
	});
}

function filesUnder(folder: string): string[] {
	if (!existsSync(folder)) return [];
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name));
}
