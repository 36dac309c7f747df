import type { Db } from '#platform/db';

/**
 * Adds a job in the caller's transaction: it exists exactly if the change does. `key` makes it one of a kind:
 * a waiting job with the same key is replaced. Retried with exponential back-off, at most `maxAttempts` times
 * (25 unless told); then it stands in the list of dead jobs.
 */
export async function enqueue(
	tx: Db,
	name: `${string}/${string}`,
	payload: object,
	{ runAt, key, maxAttempts }: { runAt?: Date; key?: string; maxAttempts?: number } = {},
): Promise<void> {
	await tx.query({
		name: 'platform.enqueue',
		text: 'select platform.enqueue($1, $2, $3, $4, $5)',
		values: [name, JSON.stringify(payload), runAt ?? null, key ?? null, maxAttempts ?? null],
	});
}
