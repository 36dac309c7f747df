import { type ChildProcess, spawn } from 'node:child_process';

/** `npm run dev`: builds the pages again at every change of `web/`, and starts the server again when they or it change. */
const builder = run(['node_modules/vite/bin/vite.js', 'build', '--watch', '--logLevel', 'warn']);
const server = run(['--watch-path=server', '--watch-path=build/server', 'server/main.ts']);

function run(args: string[]): ChildProcess {
	const child = spawn(process.execPath, args, { stdio: 'inherit' });
	child.on('exit', (code) => process.exit(code ?? 0));
	return child;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
	process.on(signal, () => {
		builder.kill(signal);
		server.kill(signal);
	});
}
