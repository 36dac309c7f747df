import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { stopCluster } from '../tests/support/cluster.ts';
import { checkPageBudgets } from './check/check-page-budgets.ts';
import { requireBrowser } from './check/require-browser.ts';
import { requirePoppler } from './check/require-poppler.ts';

/** `npm test`, which is CI: every check in order, the cheapest first; the first that fails ends it. */
const node = process.execPath;
/** What was compiled once is not compiled again by each of some hundred processes. */
const env = { NODE_COMPILE_CACHE: resolve('node_modules/.cache/node'), ...process.env };
/** Tests wait for PostgreSQL, journeys for pages as well: so many more than there are cores keep these busy. */
const cores = availableParallelism();
const biome = `node_modules/@biomejs/cli-linux-${process.arch}/biome`;

const steps: { name: string; run: () => Promise<number> }[] = [
	{ name: 'format and lint', run: () => command(biome, ['check', '--error-on-warnings', '.']) },
	{ name: 'pages', run: () => command('node_modules/.bin/vite', ['build', '--logLevel', 'warn']) },
	{
		name: 'types of the server',
		run: () => command(node, ['node_modules/@typescript/native/bin/tsc', '-p', 'tsconfig.server.json']),
	},
	{
		name: 'types of the pages',
		run: () =>
			command('node_modules/.bin/svelte-check', ['--tsgo', '--fail-on-warnings', '--output', 'human']),
	},
	{
		name: 'tests',
		run: async () => {
			requirePoppler();
			return tests(
				['rules/*.test.ts', 'server/**/*.test.ts', 'web/**/*.test.ts', 'bin/**/*.test.ts'],
				cores + 1,
			);
		},
	},
	{ name: 'page budgets', run: checkPageBudgets },
	{ name: 'journeys', run: () => requireBrowser().then(() => tests(['tests/**/*.test.ts'], 2 * cores)) },
	{ name: 'dependency audit', run: auditDependencies },
];

process.exitCode = await runAll(process.argv[2]);
await stopCluster();

async function runAll(only: string | undefined): Promise<number> {
	for (const step of steps.filter(({ name }) => !only || name === only)) {
		const start = Date.now();
		console.log(`\n── ${step.name}`);
		const code = await step.run();
		if (code !== 0) {
			console.error(`── ${step.name}: failed`);
			return code;
		}
		console.log(`── ${step.name}: ${((Date.now() - start) / 1000).toFixed(1)} s`);
	}
	return 0;
}

function tests(globs: string[], atOnce: number): Promise<number> {
	return command(node, ['--test', `--test-concurrency=${atOnce}`, '--test-timeout=300000', ...globs]);
}

function command(file: string, args: string[], options: { quiet?: boolean } = {}): Promise<number> {
	return new Promise((resolve, reject) => {
		const child = spawn(file, args, { env, stdio: options.quiet ? 'ignore' : 'inherit' });
		child.on('error', reject);
		child.on('exit', (code) => resolve(code ?? 1));
	});
}

/** Known holes in what we ship are a failure; a registry that does not answer this question is said, and is none. */
async function auditDependencies(): Promise<number> {
	if (!existsSync('package-lock.json')) return 1;
	const reachable = await command('npm', ['audit', '--omit=dev', '--audit-level=none'], { quiet: true });
	if (reachable !== 0) {
		console.log('The registry gives no audit here; not checked.');
		return 0;
	}
	return command('npm', ['audit', '--omit=dev', '--audit-level=high']);
}
