import { type Actor, labelOf, type Officer } from '#identity';
import { record } from '#platform/audit';
import { now } from '#platform/clock';
import { type Tx, withScope } from '#platform/db';
import { announce } from '#platform/events';
import { newId } from '#platform/ids';
import { Refusal } from '#platform/refusal';
import { isDay } from './is-day.ts';
import { takeLive } from './live.ts';
import { bringerOf, fenceOf } from './policy.ts';
import { getRequirement, holdPlan, type RequirementRef, requireNote, requireOpen } from './read-plan.ts';
import { selectActions } from './store/actions.ts';
import { type EvidenceFile, insertEvidence, selectSameFile } from './store/evidence.ts';
import { insertEvent, type Plan, selectStanding } from './store/plans.ts';

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
	/** The same bytes stood in another year's evidence, and this is meant. */
	again?: boolean | undefined;
};

export const mostFiles = 5;
export const mostBytes = 10 * 1024 * 1024;

/**
 * Hands evidence in for a document. Refuses `renaksi/not-yours`, `closed` and `too-late` (past the framework's last
 * moment), `accepted-already`, `waits-already`, `no-files`, `too-many-files`, `file-too-large`, `wrong-dates` and
 * `same-file`, which whoever means it says so.
 */
export async function submitEvidence(actor: Actor, evidence: NewEvidence): Promise<{ evidenceId: string }> {
	if (actor.kind !== 'officer' || !bringerOf(actor, evidence.pemda, undefined)) {
		throw new Refusal('forbidden', 'renaksi/not-yours');
	}
	const { pemda, year } = evidence;
	const note = requireNote(evidence.note, 'note');
	checkFiles(evidence);
	checkDates(evidence);
	const live = evidence.live ? await takeLive(evidence.live, pemda) : null;
	return withScope(fenceOf(actor), async (tx) => {
		const plan = await holdPlan(tx, evidence);
		const { id: requirement } = getRequirement(plan, evidence.requirement);
		const post = await postFor(tx, actor, plan, requirement);
		const at = now();
		requireInTime(plan, at);
		await requireWanted(tx, { pemda, year, requirement });
		await requireNew(tx, evidence);
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
			note,
			coversFrom,
			coversTo,
			mayPublish,
			live,
			at,
			...who,
		};
		await insertEvidence(tx, row, files);
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

async function postFor(tx: Tx, actor: Officer, { pemda, year }: Plan, requirement: string) {
	const asked = (await selectActions(tx, pemda, year)).get(requirement);
	const post = bringerOf(actor, pemda, asked?.officeId);
	if (!post) throw new Refusal('forbidden', 'renaksi/not-yours');
	return post;
}

function checkFiles({ files, live }: NewEvidence): void {
	const fields = (code: string) => ({
		fields: { files: `refusal.renaksi.${code}` },
		params: { most: mostFiles },
	});
	if (files.length === 0 && !live) throw new Refusal('invalid', 'renaksi/no-files', fields('no-files'));
	if (files.length > mostFiles)
		throw new Refusal('invalid', 'renaksi/too-many-files', fields('too-many-files'));
	if (files.some(({ sizeBytes }) => sizeBytes > mostBytes)) {
		throw new Refusal('too-large', 'renaksi/file-too-large', fields('file-too-large'));
	}
}

function checkDates({ coversFrom, coversTo, year }: NewEvidence): void {
	const isRight =
		isDay(coversFrom) && isDay(coversTo) && coversFrom <= coversTo && coversTo.slice(0, 4) >= `${year - 1}`;
	if (!isRight) {
		throw new Refusal('invalid', 'renaksi/wrong-dates', {
			fields: { coversFrom: 'refusal.renaksi.wrong-dates' },
		});
	}
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

async function requireNew(tx: Tx, { pemda, year, files, again }: NewEvidence): Promise<void> {
	if (again || files.length === 0) return;
	const before = await selectSameFile(
		tx,
		pemda,
		year,
		files.map(({ originalSha256 }) => originalSha256),
	);
	if (before === undefined) return;
	const params = { year: before };
	throw new Refusal('conflict', 'renaksi/same-file', {
		params,
		fields: { files: 'refusal.renaksi.same-file' },
	});
}
