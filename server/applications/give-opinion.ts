import { type Actor, type Holding, labelOf, scopeOf } from '#identity';
import { withScope } from '#platform/db';
import { Refusal } from '#platform/refusal';
import { findOffice } from '#regions';
import { decideJoin } from './decide-join.ts';
import { see } from './enter-state.ts';
import { isOwnMatter, mayDelegate, opinionPost } from './policy.ts';
import { runOn } from './run-transition.ts';
import { keepInSight } from './store/application.ts';
import { endClocks, selectRunning } from './store/clocks.ts';
import {
	decideOpinion,
	insertRecusal,
	moveOpinion,
	type Opinion,
	selectOpinions,
	selectRecusals,
} from './store/opinions.ts';
import { type ApplicationRef, byOf, openWork } from './take-transition.ts';
import { readReason } from './text.ts';
import { append, keep, type Work } from './work.ts';

export type OpinionRef = ApplicationRef & { opinionId: string };

/**
 * An office that is asked says yes or no, each on its own and in any order; with the last word needed the system moves
 * on, in the same commit. A no needs its reason. The same words again are the same opinion. Refuses
 * `applications/no-such-opinion`, `not-yours`, `recused`, `opinion-given`, `opinion-ended`.
 */
export async function giveOpinion(
	actor: Actor,
	{ verdict, reason, ...ref }: OpinionRef & { verdict: 'agree' | 'object'; reason?: string },
): Promise<void> {
	const text = readReason(reason, verdict === 'object');
	await withScope(scopeOf(actor), async (tx) => {
		const { work, opinion, post } = await openOpinion(tx, actor, ref);
		const by = labelOf(actor);
		if (opinion.decidedAt) {
			if (opinion.decidedBy === by && opinion.verdict === verdict) return;
			throw new Refusal('conflict', 'applications/opinion-given');
		}
		refuseEnded(opinion);
		await refuseRecused(work, actor, opinion);
		await keepInSight(tx, work.app.id);
		const said = { verdict, reason: text, at: work.at, by, name: work.by.name };
		await decideOpinion(tx, opinion, said);
		await endBranchClock(work, opinion.id);
		const own = { ...work, by: { ...byOf(actor, post), role: 'opinion' as const } };
		const about = { branch: opinion.branch, verdict, office: opinion.officeId };
		await append(own, 'opinion', { about }, { reason: text });
		await join(own, opinion);
		await keep(own, 'give-opinion');
	});
}

/** Whoever has an interest of their own stays away: a colleague speaks for the office. Refuses as above. */
export async function recuseOpinion(
	actor: Actor,
	{ reason, ...ref }: OpinionRef & { reason: string },
): Promise<void> {
	const text = readReason(reason, true);
	await withScope(scopeOf(actor), async (tx) => {
		const { work, opinion, post } = await openOpinion(tx, actor, ref);
		refuseEnded(opinion);
		if (opinion.decidedAt) throw new Refusal('conflict', 'applications/opinion-given');
		if (actor.kind !== 'officer') throw new Refusal('forbidden', 'applications/not-yours');
		const recusal = { opinionId: opinion.id, accountId: actor.accountId, reason: text, at: work.at };
		if (!(await insertRecusal(tx, work.app.pemda, recusal))) return;
		const own = { ...work, by: { ...byOf(actor, post), role: 'opinion' as const } };
		await append(own, 'recused', { about: { branch: opinion.branch } }, { reason: text });
		await keep(own, 'recuse-opinion');
	});
}

/** The head of an office that is asked passes the question to another office of the same government. */
export async function delegateOpinion(
	actor: Actor,
	{ officeId, reason, ...ref }: OpinionRef & { officeId: string; reason: string },
): Promise<void> {
	const text = readReason(reason, true);
	await withScope(scopeOf(actor), async (tx) => {
		const { work, opinion, post } = await openOpinion(tx, actor, ref, true);
		refuseEnded(opinion);
		if (opinion.decidedAt) throw new Refusal('conflict', 'applications/opinion-given');
		const asked = { pemda: opinion.officePemda, officeId: opinion.officeId };
		if (actor.kind !== 'officer' || !mayDelegate(actor, asked)) {
			throw new Refusal('forbidden', 'applications/not-yours');
		}
		const to = await findOffice(opinion.officePemda, officeId);
		if (!to || to.id === opinion.officeId || to.external) {
			throw new Refusal('invalid', 'applications/no-such-office', {
				fields: { office: 'refusal.applications.no-such-office' },
			});
		}
		await keepInSight(tx, work.app.id);
		await moveOpinion(tx, opinion, to.id);
		see(work, { pemda: to.pemda, officeId: to.id });
		const own = { ...work, by: { ...byOf(actor, post), role: 'opinion' as const } };
		const about = { branch: opinion.branch, from: opinion.officeId, to: to.id };
		await append(own, 'delegated', { about }, { reason: text });
		await keep(own, 'delegate-opinion');
	});
}

/** Only the office that is asked speaks; who heads its government may pass the question on. */
async function openOpinion(tx: Work['tx'], actor: Actor, ref: OpinionRef, toPassOn = false) {
	const work = await openWork(tx, actor, ref);
	const opinions = await selectOpinions(tx, ref.pemda, ref.id);
	const opinion = opinions.find(({ id }) => id === ref.opinionId);
	if (!opinion) throw new Refusal('not-found', 'applications/no-such-opinion');
	const post: Holding | undefined = opinionPost(actor, {
		pemda: opinion.officePemda,
		officeId: opinion.officeId,
	});
	if (!post && !(toPassOn && mayPassOn(actor, opinion))) {
		throw new Refusal('forbidden', 'applications/not-yours');
	}
	if (isOwnMatter(actor, work.app)) throw new Refusal('forbidden', 'applications/own-matter');
	return { work, opinion, post };
}

function mayPassOn(actor: Actor, { officePemda, officeId }: Opinion): boolean {
	return actor.kind === 'officer' && mayDelegate(actor, { pemda: officePemda, officeId });
}

function refuseEnded({ endedAt }: Opinion): void {
	if (endedAt) throw new Refusal('conflict', 'applications/opinion-ended');
}

async function refuseRecused(work: Work, actor: Actor, { id }: Opinion): Promise<void> {
	const recusals = await selectRecusals(work.tx, work.app.pemda, [id]);
	const isOut = recusals.some((one) => actor.kind === 'officer' && one.accountId === actor.accountId);
	if (isOut) throw new Refusal('forbidden', 'applications/recused');
}

async function endBranchClock({ tx, app, at }: Work, opinionId: string): Promise<void> {
	const running = await selectRunning(tx, app.pemda, app.id);
	const own = running.filter((clock) => clock.opinionId === opinionId).map(({ id }) => id);
	await endClocks(tx, app.pemda, own, at);
}

/** With the last word that is needed the process goes on. */
async function join(work: Work, { seq }: Opinion): Promise<void> {
	const fork = work.process.forks.find(({ at }) => at === work.app.state);
	if (!fork) return;
	const asked = (await selectOpinions(work.tx, work.app.pemda, work.app.id)).filter((one) => one.seq === seq);
	const outcome = decideJoin(
		fork,
		asked.map(({ verdict }) => verdict),
	);
	if (outcome !== 'open') await runOn(work, outcome);
}
