import type { Actor } from '#identity';
import { Refusal } from '#platform/refusal';
import { runTransition } from '../run-transition.ts';
import { selectByKey } from '../store/events.ts';
import { keep } from '../work.ts';
import { ownTransitions } from './correct-application.ts';
import { workOnOwn } from './with-own.ts';

const longest = 1000;

/**
 * The applicant takes it back: nobody works on it any more. `key`: the same sending twice is one withdrawal. Refuses
 * `applications/cannot-withdraw` where its process does not let it, or it has ended.
 */
export async function withdrawApplication(
	actor: Actor,
	{ number, reason, key }: { number: string; reason: string; key: string },
): Promise<void> {
	await workOnOwn(actor, { number }, async (work) => {
		if (await selectByKey(work.tx, work.app, key)) return;
		const { withdraw } = ownTransitions(work);
		if (!withdraw) throw new Refusal('conflict', 'applications/cannot-withdraw');
		const said = reason.trim().slice(0, longest);
		await runTransition(work, withdraw, { reason: said.isWellFormed() ? said : '', key });
		await keep(work, 'withdraw-application');
	});
}

/**
 * Another step that is the applicant's in this state, by its id. Refuses `applications/not-now` where there is none, and
 * `applications/changed-meanwhile` where it has moved on since it was `seen`.
 */
export async function moveOwn(
	actor: Actor,
	{ number, transition, seen, key }: { number: string; transition: string; seen: number; key: string },
): Promise<void> {
	await workOnOwn(actor, { number }, async (work) => {
		if (await selectByKey(work.tx, work.app, key)) return;
		if (work.app.seq !== seen) throw new Refusal('conflict', 'applications/changed-meanwhile');
		const step = ownTransitions(work).others.find(({ id }) => id === transition);
		if (!step) throw new Refusal('conflict', 'applications/not-now');
		await runTransition(work, step, { key });
		await keep(work, 'move-own');
	});
}
