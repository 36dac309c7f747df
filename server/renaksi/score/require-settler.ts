import type { Officer } from '#identity';
import type { Tx } from '#platform/db';
import { isId } from '#platform/ids';
import { Refusal } from '#platform/refusal';
import { selectSample } from '../store/samples.ts';

type Settled = { pemda: string; evidenceId: string; requirement: string };

/**
 * Two verifiers differ about this evidence, nobody settled it, and whoever does is neither of them. Refuses
 * `renaksi/not-differing`, `settles-own`, `settled-already`.
 */
export async function requireSettler(
	tx: Tx,
	actor: Officer,
	{ pemda, evidenceId, requirement }: Settled,
): Promise<void> {
	const sample = isId(evidenceId) ? await selectSample(tx, pemda, evidenceId) : undefined;
	if (!sample?.second || sample.second.agrees || sample.requirement !== requirement) {
		throw new Refusal('conflict', 'renaksi/not-differing');
	}
	if ([sample.first, sample.second.byAccount].includes(actor.accountId)) {
		throw new Refusal('forbidden', 'renaksi/settles-own');
	}
	if (sample.isSettled) throw new Refusal('conflict', 'renaksi/settled-already');
}
