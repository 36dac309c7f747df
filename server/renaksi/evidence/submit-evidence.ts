import { type Actor, labelOf, type Officer } from '#identity';
import { record } from '#platform/audit';
import { now } from '#platform/clock';
import { type Tx, withScope } from '#platform/db';
import { announce } from '#platform/events';
import { newId } from '#platform/ids';
import { Refusal } from '#platform/refusal';
import { getRequirement, holdPlan, type RequirementRef, requireOpen } from '../plan/read-plan.ts';
import { bringerOf } from '../policy.ts';
import { readRules } from '../rules.ts';
import { selectActions } from '../store/actions.ts';
import { deleteDraft } from '../store/drafts.ts';
import { type EvidenceFile, insertEvidence, selectSameFiles } from '../store/evidence.ts';
import { insertEvent, type Plan, selectStanding } from '../store/plans.ts';
import { checkEvidence, requireChecked } from './check-evidence.ts';
import { fenceOfOwn } from './keep-draft.ts';
import { takeLive } from './live.ts';

export type NewEvidence = RequirementRef & {
	/** At least 10 characters. */
	note: string;
	/** Days, Asia/Jakarta. */
	coversFrom: string;
	coversTo: string;
	/** At most 5 of 10 MB; none only with `live`. */
	files: EvidenceFile[];
	mayPublish: boolean;
	/** A named question to the platform's own records, whose answer is kept as it is now. */
	live?: string | undefined;
	/** The same bytes stand in other evidence, and this is meant. */
	again?: boolean | undefined;
};

/**
 * Hands evidence in for a document. Refuses `renaksi/not-yours`, `closed` and `too-late` (past the framework's last
 * moment), `accepted-already`, `waits-already`, and every rule of `checkEvidence`: `note-needed`, `wrong-dates`,
 * `outside-period`, `no-files`, `too-many-files`, `wrong-type`, `file-too-large`, and `same-file`, `same-file-rejected`,
 * `same-file-elsewhere`, which whoever means it says so. What was kept as a draft is then no draft any more.
 */
export async function submitEvidence(actor: Actor, evidence: NewEvidence): Promise<{ evidenceId: string }> {
	if (actor.kind !== 'officer' || !bringerOf(actor, evidence.pemda, undefined)) {
		throw new Refusal('forbidden', 'renaksi/not-yours');
	}
	requireSomething(evidence);
	const { pemda, year } = evidence;
	const rules = await readRules();
	const live = evidence.live ? await takeLive(evidence.live, pemda) : null;
	return withScope(fenceOfOwn(actor), async (tx) => {
		const plan = await holdPlan(tx, evidence);
		const { id: requirement } = getRequirement(plan, evidence.requirement);
		const post = await postFor(tx, actor, plan, requirement);
		const at = now();
		requireInTime(plan, at);
		await requireWanted(tx, { pemda, year, requirement });
		const same = await selectSameFiles(tx, pemda, evidence.files);
		requireChecked(checkEvidence(evidence, { plan, requirement, same, rules }));
		const evidenceId = newId();
		const who = {
			byAccount: actor.accountId,
			byName: actor.name,
			officeId: post.officeId,
			officeName: post.officeName,
		};
		const { coversFrom, coversTo, mayPublish, files } = evidence;
		const row = {
			pemda,
			id: evidenceId,
			year,
			requirement,
			note: evidence.note.trim(),
			coversFrom,
			coversTo,
			mayPublish,
			live,
			at,
			...who,
		};
		await insertEvidence(tx, row, files);
		await deleteDraft(tx, evidence, actor.accountId);
		const by = labelOf(actor);
		const counted = { countsFrom: at, at, percent: 0, points: '0', reason: '', evidenceId, by };
		await insertEvent(tx, { pemda, year, id: newId(), kind: 'submitted', requirement, ...counted });
		const trail = {
			act: 'renaksi/submit-evidence',
			subject: `evidence:${evidenceId}`,
			detail: { requirement },
		};
		await record(tx, { pemda, actor: by, origin: actor.origin, ...trail });
		await announce(tx, 'renaksi.submitted', pemda, { pemda, year, requirement, evidenceId });
		return { evidenceId };
	});
}

/** An empty form is refused as it is, whatever it was sent to. */
function requireSomething({ note, files, live }: NewEvidence): void {
	if (note.trim() || files.length > 0 || live) return;
	const fields = { note: 'refusal.renaksi.note-needed', files: 'refusal.renaksi.no-files' };
	throw new Refusal('invalid', 'renaksi/note-needed', { fields });
}

async function postFor(tx: Tx, actor: Officer, { pemda, year }: Plan, requirement: string) {
	const asked = (await selectActions(tx, pemda, year)).get(requirement);
	const post = bringerOf(actor, pemda, asked?.officeId);
	if (!post) throw new Refusal('forbidden', 'renaksi/not-yours');
	return post;
}

function requireInTime(plan: Plan, at: Date): void {
	requireOpen(plan);
	if (at >= new Date(plan.framework.closesAt)) throw new Refusal('conflict', 'renaksi/too-late');
}

async function requireWanted(tx: Tx, ref: RequirementRef): Promise<void> {
	const standing = await selectStanding(tx, ref);
	if (standing?.state === 'accepted') throw new Refusal('conflict', 'renaksi/accepted-already');
	if (standing?.kind === 'submitted') throw new Refusal('conflict', 'renaksi/waits-already');
}
