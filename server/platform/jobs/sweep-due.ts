import { log } from '#platform/log';

type Sweep<T> = {
	/** What is due, oldest first, after the one given, at most so many. */
	find: (after: T | undefined, atMost: number) => Promise<T[]>;
	/** Takes one in a transaction of its own; false where somebody else has. */
	take: (one: T) => Promise<boolean>;
	/** What the log says of one that failed: ids and codes, nothing personal. */
	describe: (one: T) => object;
};
const batch = 100;

/**
 * Takes everything that is due by now, in batches, one after the other. One that fails is logged, stays for the next sweep
 * and does not hold up the others. Returns how many were taken.
 */
export async function sweepDue<T>({ find, take, describe }: Sweep<T>): Promise<number> {
	let taken = 0;
	let last: T | undefined;
	do {
		const due = await find(last, batch);
		for (const one of due) {
			const isTaken = await take(one).catch((error: unknown) => {
				log.error(
					{ ...describe(one), err: error instanceof Error ? error.name : 'unknown' },
					'due, but failed',
				);
				return false;
			});
			if (isTaken) taken++;
		}
		last = due.length === batch ? due.at(-1) : undefined;
	} while (last);
	return taken;
}
