import type { Actor } from '#identity';
import { now } from '#platform/clock';
import { db } from '#platform/db';
import { openWithCode } from './open-with-code.ts';
import { getOwner } from './owner-of.ts';
import { insertOwn } from './store/own.ts';

/**
 * Brings a case that was filed without an account into one, by the code of its receipt. Twice is no fault. Refuses
 * `casework/no-account`, and like `openWithCode` (`casework/wrong-code`).
 */
export async function claimCase(
	actor: Actor,
	{ number, code }: { number: string; code: string },
): Promise<{ number: string }> {
	const { ownerId } = getOwner(actor);
	const opened = await openWithCode(number, code, actor.kind === 'system' ? actor.name : actor.origin);
	await insertOwn(db, { pemda: opened.pemda, caseId: opened.caseId, ownerId, at: now() });
	return { number: opened.number };
}
