import { createHash } from 'node:crypto';
import { findPublicCase, formatNumber } from '#casework';
import { Refusal } from '#platform/refusal';
import type { Pemda } from '#regions';
import { liesIn } from './jurisdiction.ts';
import { selectNumbers } from './store.ts';

/**
 * The request a token became. Every service here is `realtime`, so no answer to a POST holds a token; but the key a
 * sender gave its sending (`Idempotency-Key`) is one: who lost the answer asks with it. Refuses `open311/no-such-token`.
 */
export async function getRequestOfToken(token: string, jurisdiction: Pemda) {
	const [number, ...others] = await selectNumbers(hashOfToken(token));
	const found = number && others.length === 0 ? await findPublicCase(number) : undefined;
	if (!found || !liesIn(found.region, jurisdiction)) throw new Refusal('not-found', 'open311/no-such-token');
	return { service_request_id: formatNumber(found.number), token };
}

export function hashOfToken(token: string): Buffer {
	return createHash('sha256').update(`token\n${token}`).digest();
}
