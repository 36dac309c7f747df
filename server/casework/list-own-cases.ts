import type { Actor } from '#identity';
import { getOwner } from './owner-of.ts';
import { selectOwnCases } from './store/own.ts';

const pageLength = 25;

/** The cases in the actor's account, or of whom they act for, newest first; `next` is where older ones begin. */
export async function listOwnCases(actor: Actor, before?: Date) {
	const { ownerId } = getOwner(actor);
	const rows = await selectOwnCases(ownerId, { before, limit: pageLength + 1 });
	const page = rows.slice(0, pageLength);
	return { cases: page, next: rows.length > pageLength ? page.at(-1)?.since : undefined };
}
