import { db } from '#platform/db';
import type { ScanState } from './scanner.ts';

/** Notes what the scanner said of stored files. Where none is configured nothing is noted. */
export async function recordScan(files: string[], state: ScanState): Promise<void> {
	if (state === 'not-configured') return;
	await db.query({
		name: 'media.record-scan',
		text: `insert into platform.scan (sha256, state, asked_at) select unnest($1::text[]), $2, now()
			on conflict (sha256) do update set state = excluded.state, asked_at = excluded.asked_at
			where platform.scan.state in ('pending', excluded.state)`,
		values: [files, state],
	});
}

/** `not-configured` for a file that came while there was no scanner. */
export async function findScanState(sha256: string): Promise<ScanState> {
	const { rows } = await db.query<{ state: ScanState }>({
		name: 'media.scan-state',
		text: 'select state from platform.scan where sha256 = $1',
		values: [sha256],
	});
	return rows[0]?.state ?? 'not-configured';
}

/** Those that wait longest. */
export async function listWaitingScans(limit: number): Promise<string[]> {
	const { rows } = await db.query<{ sha256: string }>({
		name: 'media.waiting-scans',
		text: "select sha256 from platform.scan where state = 'pending' order by asked_at limit $1",
		values: [limit],
	});
	return rows.map(({ sha256 }) => sha256);
}
