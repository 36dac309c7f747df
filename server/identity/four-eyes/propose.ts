import { now } from '#platform/clock';
import { type Tx, withScope } from '#platform/db';
import { newId } from '#platform/ids';
import { Refusal } from '#platform/refusal';
import type { Officer } from '../actor.ts';
import { installation, note } from '../note.ts';
import { wallOf } from '../policy.ts';
import { type AccountRef, mustReach } from '../reach-account.ts';
import { requireFresh } from '../require-fresh.ts';
import { readRules } from '../rules.ts';
import { insertProposal, type NewProposal } from '../store/proposals.ts';

const dayMs = 86_400_000;
const shortestReason = 10;
const longestReason = 500;

type Asked = Pick<NewProposal, 'pemda' | 'kind' | 'accountId' | 'holding' | 'reason'>;

/** One line for a second person to decide about. Refuses `identity/proposed-already`. */
export async function propose(tx: Tx, actor: Officer, asked: Asked): Promise<void> {
	const proposedAt = now();
	const days = (await readRules(tx))['decide-days'];
	const endsAt = new Date(proposedAt.getTime() + days * dayMs);
	const line = { ...asked, id: newId(), proposedBy: actor.accountId, proposedAt, endsAt };
	if (!(await insertProposal(tx, line))) throw new Refusal('conflict', 'identity/proposed-already');
	const { pemda, kind, accountId, holding } = asked;
	await note(tx, actor, { pemda, name: `propose-${kind}`, accountId }, { proposalId: line.id, ...holding });
}

/**
 * Asks for a lost second factor to be taken off an account, so that its holder sets up another. Nobody does it alone.
 * Refuses what `mustReach` does, `identity/not-fresh`, `identity/reason-short`, `identity/proposed-already`.
 */
export async function proposeFactorReset(
	actor: Officer,
	{ reason, ...ref }: AccountRef & { reason: string },
): Promise<void> {
	await mustReach(actor, ref);
	await requireFresh(actor);
	const said = readReason(reason);
	const asked = { ...ref, kind: 'reset-factors', holding: null, reason: said } as const;
	await withScope(wallOf(actor, ref.pemda), (tx) => propose(tx, actor, asked));
}

/** Asks for somebody to become an operator of the installation. Refuses `identity/not-operator` and the like. */
export async function proposeOperator(
	actor: Officer,
	{ accountId, reason }: { accountId: string; reason: string },
): Promise<void> {
	if (!actor.isOperator) throw new Refusal('forbidden', 'identity/not-operator');
	await mustReach(actor, { pemda: installation, accountId });
	await requireFresh(actor);
	const asked = { pemda: installation, kind: 'make-operator', accountId, holding: null } as const;
	const said = readReason(reason);
	await withScope(wallOf(actor, installation), (tx) => propose(tx, actor, { ...asked, reason: said }));
}

function readReason(text: string): string {
	const said = text.trim();
	if (said.length >= shortestReason && said.length <= longestReason && said.isWellFormed()) return said;
	throw new Refusal('invalid', 'identity/reason-short', {
		fields: { reason: 'refusal.identity.reason-short' },
		params: { least: shortestReason },
	});
}
