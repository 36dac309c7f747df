import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireBrowser } from '../../bin/check/require-browser.ts';
import type { Portal } from './portal.ts';

const categories = ['performance', 'accessibility', 'best-practices', 'seo'];

/** Prints Lighthouse's four marks for each page on its slow phone. Performance moves with the load of the machine. */
export async function runLighthouse({ origin, cookie }: Portal, addresses: string[]): Promise<void> {
	console.log(
		`\nLighthouse, mobile (bounds 98, 100, 100, 100)\n${'page'.padEnd(34)}${categories.map((one) => one.padStart(16)).join('')}`,
	);
	const folder = mkdtempSync(join(tmpdir(), 'ssp-lighthouse-'));
	try {
		for (const address of addresses) {
			const report = await judge(origin + address, cookie, join(folder, 'report.json'));
			const marks = categories.map((name) =>
				String(Math.round(100 * (report.categories[name]?.score ?? 0))).padStart(16),
			);
			const missed = Object.values(report.audits).filter(
				({ score, weightless }) => score !== null && score < 0.9 && !weightless,
			);
			console.log(
				address.padEnd(34) +
					marks.join('') +
					(missed.length ? `   ${missed.map(({ id }) => id).join(', ')}` : ''),
			);
		}
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

type Report = {
	categories: Record<string, { score: number | null }>;
	audits: Record<string, { id: string; score: number | null; weightless?: boolean }>;
};

async function judge(address: string, cookie: string, path: string): Promise<Report> {
	const headers = cookie ? ['--extra-headers', JSON.stringify({ cookie })] : [];
	const child = spawn(
		process.execPath,
		[
			'node_modules/lighthouse/cli/index.js',
			address,
			...['--quiet', '--output=json', `--output-path=${path}`, `--only-categories=${categories.join(',')}`],
			'--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-quic',
			...headers,
		],
		{ env: { ...process.env, CHROME_PATH: await requireBrowser() }, stdio: ['ignore', 'ignore', 'inherit'] },
	);
	await new Promise((resolve) => child.once('exit', resolve));
	return JSON.parse(readFileSync(path, 'utf8'));
}
