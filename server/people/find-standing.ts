import { findLevel, type Level } from '#identity';
import { withScope } from '#platform/db';
import { selectProof } from './store/persons.ts';

/** How sure it is who somebody is, and what stands behind it: a NIK that fits, a counter, the population register. */
export type Standing = {
	level: Level;
	way: 'given' | 'counter' | 'register' | null;
	at: Date | null;
	/** As the proof has it. */
	name: string | null;
	birthDate: string | null;
};

/**
 * What is known of a person who applied for something, for the room that asked before who may know it and keeps on record
 * that it was read. Undefined when there is no such account.
 */
export async function findStanding(accountId: string): Promise<Standing | undefined> {
	const level = await findLevel(accountId);
	if (!level) return undefined;
	const proof = await withScope({ account: accountId }, (tx) => selectProof(tx, accountId));
	return { level, way: null, at: null, name: null, birthDate: null, ...proof };
}
