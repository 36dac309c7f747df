import { type Actor, labelOf, type Officer, requireFresh } from '#identity';
import { record } from '#platform/audit';
import { now } from '#platform/clock';
import type { Tx } from '#platform/db';
import { isId } from '#platform/ids';
import { Refusal } from '#platform/refusal';
import { province } from '#regions';
import { asSystem } from '../as-system.ts';
import { requireNote } from '../plan/read-plan.ts';
import {
	countPlansWith,
	holdAdoptions,
	insertFramework,
	insertRetraction,
	isPublished,
} from '../store/frameworks.ts';
import { type Decision, insertDecision, type ProposalRow, selectProposal } from '../store/proposals.ts';
import { checkFramework } from './check-framework.ts';
import { keeperOf } from './propose-framework.ts';

export type FrameworkDecision = { proposalId: string; kind: Decision['kind']; reason?: string };

/**
 * Publishes a framework that was brought in, or refuses it, as the second person; or withdraws one's own. Published, its
 * years have it for plans opened from now on; open plans keep theirs. Refuses `renaksi/not-yours`, `own-framework`,
 * `not-own-framework`, `decided-already`, `nothing-new`, `note-needed` (refusing), `identity/not-fresh`.
 */
export async function decideFramework(
	actor: Actor,
	{ proposalId, kind, ...one }: FrameworkDecision,
): Promise<void> {
	const officer = keeperOf(actor);
	const reason = kind === 'refused' ? requireNote(one.reason ?? '', 'reason') : '';
	await requireFresh(officer);
	await asSystem(async (tx) => {
		await holdAdoptions(tx, 'alone');
		const proposal = await getRow(tx, proposalId);
		const isOwn = proposal.byAccount === officer.accountId;
		if (kind === 'withdrawn' && !isOwn) throw new Refusal('forbidden', 'renaksi/not-own-framework');
		if (kind !== 'withdrawn' && isOwn) throw new Refusal('forbidden', 'renaksi/own-framework');
		const at = now();
		const by = { byAccount: officer.accountId, byName: officer.name };
		if (!(await insertDecision(tx, { proposalId, kind, reason, at, ...by }))) {
			throw new Refusal('conflict', 'renaksi/decided-already');
		}
		if (kind === 'published') await publish(tx, proposal, officer, at);
		await note(tx, officer, `renaksi/framework-${kind}`, proposal.frameworkId);
	});
}

async function publish(tx: Tx, { document, hash }: ProposalRow, officer: Officer, at: Date): Promise<void> {
	if (await isPublished(tx, hash)) throw new Refusal('conflict', 'renaksi/nothing-new');
	const { framework } = checkFramework(document);
	if (!framework) throw new Error('A framework that was proposed is not what it was');
	await insertFramework(tx, framework, labelOf(officer), at, true);
}

/**
 * Takes a published framework back while no plan was opened with it: its years have again what they had before. Refuses
 * `renaksi/not-yours`, `not-published`, `opened-already`, `note-needed`, `identity/not-fresh`.
 */
export async function retractFramework(
	actor: Actor,
	{ proposalId, ...one }: { proposalId: string; reason: string },
): Promise<void> {
	const officer = keeperOf(actor);
	const reason = requireNote(one.reason, 'reason');
	await requireFresh(officer);
	await asSystem(async (tx) => {
		await holdAdoptions(tx, 'alone');
		const { hash, decision, isRetracted, frameworkId } = await getRow(tx, proposalId);
		if (decision?.kind !== 'published' || isRetracted) {
			throw new Refusal('conflict', 'renaksi/not-published');
		}
		if ((await countPlansWith(tx, hash)) > 0) throw new Refusal('conflict', 'renaksi/opened-already');
		await insertRetraction(tx, { hash, at: now(), by: labelOf(officer), reason });
		await note(tx, officer, 'renaksi/retract-framework', frameworkId);
	});
}

async function getRow(tx: Tx, id: string): Promise<ProposalRow> {
	const found = isId(id) ? await selectProposal(tx, id) : undefined;
	if (!found) throw new Refusal('not-found', 'renaksi/no-such-framework');
	return found;
}

const note = (tx: Tx, officer: Officer, act: string, id: string) =>
	record(tx, {
		...{ pemda: province, actor: labelOf(officer), origin: officer.origin },
		...{ act, subject: `framework:${id}` },
	});
