import { type Tx, withScope } from '#platform/db';

/**
 * The platform's own transaction: what a verifier says, penalties, corrections and closures are written in it. Whoever
 * asked was asked for their right before; an overseer's own transactions can only read.
 */
export function asSystem<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
	return withScope({ system: true }, work);
}
