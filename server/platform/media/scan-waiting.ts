import { log } from '#platform/log';
import { get, has } from '#platform/storage';
import type { Verdict } from './clamd.ts';
import { isScannerOn, scan } from './scanner.ts';
import { listWaitingScans, recordScan } from './scans.ts';

const atOnce = 20;

/** Asks again about files the scanner did not answer for. While it stays away they go on waiting. */
export async function scanWaiting(): Promise<void> {
	if (!isScannerOn()) return;
	for (const sha256 of await listWaitingScans(atOnce)) {
		const verdict = await scanStored(sha256);
		if (verdict.state === 'pending') return;
		if (verdict.state === 'infected')
			log.warn({ sha256, signature: verdict.signature }, 'infected file is held back');
		await recordScan([sha256], verdict.state);
	}
}

async function scanStored(sha256: string): Promise<Verdict> {
	if (!(await has(sha256))) return { state: 'unscannable' };
	const stream = await get(sha256);
	try {
		return await scan(stream);
	} finally {
		stream.destroy(); // a scanner that hangs up early leaves it half read
	}
}
