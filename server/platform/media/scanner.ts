import { config } from '#platform/config';
import { askClamd, type Bytes, type Verdict } from './clamd.ts';

export type ScanState = Verdict['state'];

const patienceMs = 20_000;
let address: string | null = config.clamd;

/** Another scanner than the configured one (tests), or none. */
export function setScanner(other: string | null): void {
	address = other;
}

export function isScannerOn(): boolean {
	return address !== null;
}

/** What the scanner says of these bytes. One that is away or silent is no failure: the answer is `pending`. */
export async function scan(bytes: Bytes): Promise<Verdict> {
	return address === null ? { state: 'not-configured' } : askClamd(address, bytes, patienceMs);
}
