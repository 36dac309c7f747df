import { setImmediate } from 'node:timers/promises';
import { isSuspended, type Officer } from '#identity';
import { now } from '#platform/clock';
import { db, withTx } from '#platform/db';
import { newId } from '#platform/ids';
import { enqueue } from '#platform/jobs';
import { dayOf } from '#platform/workdays';
import type { Definition } from '../definition.ts';
import { getVersion } from '../get-version.ts';
import { selectDraft } from '../store/drafts.ts';
import { insertSimulation, selectSimulation, updateSimulation } from '../store/simulations.ts';
import { lockSeen, note, type SeenDraft } from './draft.ts';
import { addPortion, emptyResult, type SimulationResult } from './try-past.ts';
import { type PastApplication, useOf } from './use.ts';

/** The newest this many applications are tried. */
const most = 10_000;

/**
 * Tries past applications against a draft, as a job that goes on when the page is left: changed fees, outcomes, routes,
 * and what would be asked more. Refuses as `saveDraft`.
 */
export async function startSimulation(actor: Officer, seen: SeenDraft): Promise<void> {
	await withTx(async (tx) => {
		const draft = await lockSeen(tx, actor, seen);
		const one = { id: newId(), draftId: draft.id, revision: draft.revision, by: actor.accountId, at: now() };
		await insertSimulation(tx, one);
		await note(tx, actor, 'simulate', draft.serviceId, { draftId: draft.id, revision: draft.revision });
		await enqueue(tx, 'services/simulate', { simulationId: one.id });
	});
}

/**
 * The work. It may run twice: it begins again, and comes to the same. A draft that changed meanwhile ends it; so does, with
 * the next portion, that whoever began it was suspended.
 */
export async function runSimulation(id: string): Promise<void> {
	const simulation = await selectSimulation(id);
	const draft = simulation && (await selectDraft(simulation.draftId));
	if (!simulation || !draft || simulation.finishedAt || draft.revision !== simulation.revision) return;
	const { serviceId, definition: after, beganAs } = draft;
	const before = beganAs === null ? after : await getVersion({ serviceId, version: beganAs });
	const { sent } = await useOf().count(serviceId);
	const total = Math.min(sent, most);
	let result: SimulationResult = emptyResult;
	const portions = total > 0 ? useOf().past(serviceId, most) : [examplesAsPast(before, dayOf(now()))];
	for await (const portion of portions) {
		result = addPortion(result, before, after, portion);
		const progress = {
			id,
			total: Math.max(total, result.tried),
			done: result.tried,
			result,
			finishedAt: null,
		};
		await updateSimulation(db, progress);
		if (await isSuspended(simulation.startedBy)) break;
		// a page waits meanwhile
		await setImmediate();
	}
	await updateSimulation(db, { id, total: result.tried, done: result.tried, result, finishedAt: now() });
}

/** Where nothing was applied for yet: the definition's own examples. */
export function examplesAsPast({ examples, process }: Definition, today: string): PastApplication[] {
	const first = process?.states[0]?.id;
	return examples.map(({ name, answers, fields, findings, on, route }) => ({
		...{ number: name, versionHash: '', answers: { ...answers, ...fields }, findings: findings ?? {} },
		...{ on: on ?? today, route: route ?? (first ? [first] : []) },
	}));
}
