import { type Tx, withScope } from '#platform/db';

/**
 * The platform's own transaction: the only one that writes about money. Whoever asked was asked for their right in one of
 * their own before.
 */
export function asSystem<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
	return withScope({ system: true }, work);
}
