import { createHash } from 'node:crypto';
import type { Tx } from '#platform/db';
import { insertSample } from '../store/samples.ts';
import { verificationRules } from './verification-rules.ts';

type Judged = { pemda: string; evidenceId: string; at: Date; first: string };

/**
 * Whether judged evidence is judged a second time: by the hash of the seed, the evidence and the instant of its verdict.
 * Nobody knows it before the verdict is written; everybody with the rows can compute it again.
 */
export function digestOf(seed: string, { evidenceId, at }: Pick<Judged, 'evidenceId' | 'at'>): Buffer {
	return createHash('sha256').update(`${seed}:${evidenceId}:${at.toISOString()}`).digest();
}

/** The first 32 bits as a share of all there are, in percent, below the share that is drawn. */
export const isDrawn = (digest: Buffer, percent: number): boolean =>
	digest.readUInt32BE(0) * 100 < percent * 2 ** 32;

/** Draws, in the transaction of the verdict. */
export async function drawSample(tx: Tx, judged: Judged): Promise<void> {
	const { percent, seed } = verificationRules.sample;
	const digest = digestOf(seed, judged);
	if (isDrawn(digest, percent)) await insertSample(tx, { ...judged, seed, percent, digest });
}
