import { now } from '#platform/clock';
import { withScope } from '#platform/db';
import { dayOf } from '#platform/workdays';
import { measureInto, type Punctuality, selectPunctuality } from './store/punctuality.ts';

const days = 365;

/** Measures every government and office over the last year and keeps the lines of today: once an hour by itself. */
export async function measurePunctuality(): Promise<void> {
	const at = now();
	await withScope({ system: true }, (tx) => measureInto(tx, dayOf(at), days, at));
}

/**
 * How many applications were decided by the day that was promised, over 365 days: of all governments, or of one with its
 * offices, as of the newest measured day up to `asOf` (default today, Asia/Jakarta). Counts alone. Public.
 */
export async function listPunctuality(at: { asOf?: string; pemda?: string } = {}): Promise<Punctuality[]> {
	return selectPunctuality(at.asOf ?? dayOf(now()), days, at.pemda);
}
