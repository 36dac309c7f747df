import { record } from '#platform/audit';
import { now } from '#platform/clock';
import { type Tx, withScope } from '#platform/db';
import { newId } from '#platform/ids';
import { Refusal } from '#platform/refusal';
import { labelOf, type Officer } from '../actor.ts';
import { isId } from '../is-id.ts';
import { commandLine } from '../new-administrator.ts';
import { mayDecide, wallOf } from '../policy.ts';
import { requireFresh } from '../require-fresh.ts';
import { resetFactors } from '../second-factor/reset-factors.ts';
import { lockAccount } from '../store/accounts.ts';
import { insertHolding } from '../store/holdings.ts';
import {
	callMakeOperator,
	type Decision,
	lockProposal,
	type Proposal,
	updateDecision,
} from '../store/proposals.ts';
import { roleOfHolding } from './role-of-holding.ts';

export type ProposalRef = { pemda: string; id: string };

/**
 * The second person's word about what another proposed, and with a yes what was proposed, in the same commit. Refuses
 * `identity/no-such-proposal`, `identity/own-proposal`, `identity/not-yours`, `identity/not-fresh`,
 * `identity/decided-already` (also when its time is over), `identity/proposer-suspended`.
 */
export async function decideProposal(
	actor: Officer,
	ref: ProposalRef,
	decision: 'approved' | 'refused',
): Promise<void> {
	await requireFresh(actor);
	await withScope(wallOf(actor, ref.pemda), async (tx) => {
		const proposal = await findOpen(tx, ref);
		if (actor.accountId === proposal.proposedBy || actor.accountId === proposal.accountId) {
			throw new Refusal('forbidden', 'identity/own-proposal');
		}
		if (!mayDecide(actor, proposal, await roleOfHolding(proposal))) {
			throw new Refusal('forbidden', 'identity/not-yours');
		}
		await settle(tx, proposal, decision, {
			label: labelOf(actor),
			origin: actor.origin,
			id: actor.accountId,
		});
	});
}

/** Whoever owns the machine is a second person too, where there is no other. */
export async function decideByCommand(ref: ProposalRef, decision: 'approved' | 'refused'): Promise<void> {
	await withScope(wallOf(null, ref.pemda), async (tx) => {
		await settle(tx, await findOpen(tx, ref), decision, {
			label: 'system:ssp',
			origin: commandLine,
			id: null,
		});
	});
}

/** Whoever proposed takes it back. Refuses as `decideProposal` does. */
export async function withdrawProposal(actor: Officer, ref: ProposalRef): Promise<void> {
	await withScope(wallOf(actor, ref.pemda), async (tx) => {
		const proposal = await findOpen(tx, ref);
		if (actor.accountId !== proposal.proposedBy) throw new Refusal('forbidden', 'identity/not-yours');
		const by = { label: labelOf(actor), origin: actor.origin, id: actor.accountId };
		await settle(tx, proposal, 'withdrawn', by);
	});
}

async function findOpen(tx: Tx, { pemda, id }: ProposalRef): Promise<Proposal> {
	const proposal = isId(id) ? await lockProposal(tx, pemda, id) : undefined;
	if (!proposal) throw new Refusal('not-found', 'identity/no-such-proposal');
	if (proposal.decision || proposal.endsAt <= now())
		throw new Refusal('conflict', 'identity/decided-already');
	return proposal;
}

type By = { label: string; origin: string; id: string | null };

async function settle(tx: Tx, proposal: Proposal, decision: Decision, by: By): Promise<void> {
	const at = now();
	const { pemda, id, kind, accountId } = proposal;
	if (decision === 'approved' && proposal.proposerSuspended) {
		throw new Refusal('conflict', 'identity/proposer-suspended');
	}
	await updateDecision(tx, proposal, { decision, by: by.id, at });
	const line = { pemda, actor: by.label, subject: `account:${accountId}`, origin: by.origin };
	await record(tx, { ...line, act: `identity/${decision}-proposal`, detail: { proposalId: id, kind } });
	if (decision === 'approved') await carryOut(tx, proposal, line);
}

async function carryOut(
	tx: Tx,
	proposal: Proposal,
	line: { pemda: string; actor: string; subject: string; origin: string },
): Promise<void> {
	const { pemda, id, kind, accountId, holding } = proposal;
	if (kind === 'reset-factors') {
		await resetFactors(tx, accountId, now());
		await record(tx, { ...line, act: 'identity/reset-factors' });
	}
	if (kind === 'make-operator') {
		if (!(await callMakeOperator(tx, pemda, id))) throw new Error('An approved operator was not made');
		await record(tx, { ...line, act: 'identity/make-operator' });
	}
	if (kind === 'give-post' && holding) {
		await lockAccount(tx, { accountId });
		const given = { ...holding, pemda, id: newId(), accountId, by: `account:${proposal.proposedBy}` };
		if (!(await insertHolding(tx, given))) throw new Refusal('conflict', 'identity/already-holds');
		await record(tx, { ...line, act: 'identity/give-post', detail: { ...holding, proposalId: id } });
	}
}
