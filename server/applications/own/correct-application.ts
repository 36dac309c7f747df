import { attachPapers } from '#casework';
import type { Actor } from '#identity';
import { now } from '#platform/clock';
import { type Tx, withScope } from '#platform/db';
import { newId } from '#platform/ids';
import { Refusal } from '#platform/refusal';
import { province } from '#regions';
import type { Answers, Value } from '#rules';
import { getVersion, type Transition } from '#services';
import { attachmentOf, draftFileOf, paperOf } from '../draft/content.ts';
import type { Draft, Sent } from '../draft/draft.ts';
import { correctedBy, withGaps } from '../draft/editable.ts';
import type { OpenDraft } from '../draft/get-draft.ts';
import { draftScope, fillerOf } from '../draft/owner.ts';
import { untouched } from '../draft/start-draft.ts';
import { deleteDraft, insertDraft, selectCorrection } from '../draft/store.ts';
import { runTransition } from '../run-transition.ts';
import { keepInSight } from '../store/application.ts';
import { holdsNow, keep, type Work } from '../work.ts';
import { lockOwn, readOwn } from './with-own.ts';

/** The step by which an applicant sends a correction, or does what else is theirs in this state; withdrawing is another. */
export function ownTransitions({
	process,
	app,
	definition,
	at,
}: Pick<Work, 'process' | 'app' | 'definition' | 'at'>) {
	const ends = new Map(process.states.map((state) => [state.id, state.outcome]));
	const mine = process.transitions.filter(
		(one) =>
			one.by.includes('applicant') &&
			one.from.includes(app.state) &&
			holdsNow({ definition, app, at }, one.guard),
	);
	const withdraw = mine.find(({ to }) => ends.get(to) === 'withdrawn');
	const others = mine.filter((one) => ends.get(one.to) !== 'withdrawn');
	return { withdraw, correct: app.correction ? others[0] : undefined, others: app.correction ? [] : others };
}

/**
 * Opens what an officer asked to be put right: the same pages, only those that were named and what depends on them, with
 * all answers kept. Begun once; whoever comes back finds it as it was left. Returns the draft. Refuses
 * `applications/nothing-to-correct` and `applications/no-such-application`.
 */
export async function beginCorrection(actor: Actor, number: string): Promise<string> {
	const filler = fillerOf(actor);
	const draft = await readOwn(actor, number, async (_tx, app, owner): Promise<Draft> => {
		const { correction } = app;
		if (!correction) throw new Refusal('conflict', 'applications/nothing-to-correct');
		const at = now();
		return {
			...{ id: newId(), owner, fillerId: filler.accountId, mandateId: filler.actsFor?.mandateId ?? null },
			...({ channel: 'web', counter: null, region: app.pemda === province ? null : app.pemda } as const),
			...{ serviceId: app.serviceId, versionHash: app.versionHash },
			answers: withGaps(await getVersion(app.versionHash), app.answers),
			files: app.files.map(draftFileOf),
			...{ known: {}, renews: null },
			...untouched(at),
			corrects: { pemda: app.pemda, id: app.id, number: app.number, items: correction.items, seq: app.seq },
		};
	});
	return withScope(draftScope(actor), async (tx) => {
		const there = await selectCorrection(tx, draft.corrects?.id ?? '');
		if (there && there.corrects?.seq === draft.corrects?.seq) return there.id;
		if (there) await deleteDraft(tx, there.id); // of an older request, that nobody waits for
		if (await insertDraft(tx, draft)) return draft.id;
		return (await selectCorrection(tx, draft.corrects?.id ?? ''))?.id ?? draft.id;
	});
}

/**
 * Sends a correction in the draft's transaction: of the application changes only what was named and what depends on it,
 * whatever else the draft says. Refuses `applications/nothing-changed`, and `applications/changed-meanwhile` where nobody
 * waits for it any more.
 */
export async function correctApplication(
	tx: Tx,
	actor: Actor,
	{ draft, definition, form }: OpenDraft,
): Promise<Sent> {
	const { corrects } = draft;
	if (!corrects) throw new Error('Not a correction');
	const { pemda, id, number, items, seq } = corrects;
	await keepInSight(tx, id);
	const work = await lockOwn(tx, actor, { pemda, id, seen: seq });
	const transition: Transition | undefined = ownTransitions(work).correct;
	if (!transition) throw new Refusal('conflict', 'applications/changed-meanwhile');
	const before = { answers: work.app.answers, files: work.app.files.map(draftFileOf) };
	const after = correctedBy(definition, items, before, form);
	const difference = differenceOf(before.answers, after.answers);
	const known = new Set(before.files.map(({ sha256 }) => sha256));
	const fresh = after.files.filter(({ sha256 }) => !known.has(sha256));
	const isSame =
		Object.keys(difference).length === 0 && fresh.length === 0 && after.files.length === known.size;
	if (isSame) throw new Refusal('conflict', 'applications/nothing-changed');
	await attachPapers(tx, { pemda, caseId: id, files: fresh.map(attachmentOf) });
	await runTransition(work, transition, {
		change: { answers: difference, files: after.files.map(paperOf) },
		key: `draft:${draft.id}`,
	});
	await keep(work, 'correct-application');
	return { pemda, id, number, at: now().toISOString() };
}

/** Fields that changed; null for one that is not asked any more. */
function differenceOf(before: Answers, after: Answers): Answers {
	const names = new Set([...Object.keys(before), ...Object.keys(after)]);
	const same = (a: Value | undefined, b: Value | undefined) => JSON.stringify(a) === JSON.stringify(b);
	return Object.fromEntries(
		[...names].filter((name) => !same(before[name], after[name])).map((name) => [name, after[name] ?? null]),
	);
}
