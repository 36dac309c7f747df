import { log } from '#platform/log';
import { get, has } from '#platform/storage';
import { isScannerOn, scan } from './scanner.ts';
import { listWaitingScans, recordScan } from './scans.ts';

const atOnce = 20;

/** Asks again about files the scanner did not answer for. While it stays away they go on waiting. */
export async function scanWaiting(): Promise<void> {
	if (!isScannerOn()) return;
	for (const sha256 of await listWaitingScans(atOnce)) {
		const verdict = (await has(sha256)) ? await scan(await get(sha256)) : { state: 'unscannable' as const };
		if (verdict.state === 'pending') return;
		if (verdict.state === 'infected')
			log.warn({ sha256, signature: verdict.signature }, 'infected file is held back');
		await recordScan([sha256], verdict.state);
	}
}
