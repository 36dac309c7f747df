import { db } from '#platform/db';
import { recomputeLines, selectPlanned } from '../store/scores.ts';

export type Recomputed = { plans: { pemda: string; year: number }[]; lines: number };

const side = 2;

/**
 * Makes every line ever kept anew from the events alone and compares: answers how many there are, and the plans where one
 * differs, which are none unless somebody changed rows by hand. Two governments at a time; `say` hears how many are done.
 */
export async function recomputeAll(
	say: (done: number, all: number) => void = () => undefined,
): Promise<Recomputed> {
	const codes = await selectPlanned();
	const found: Recomputed = { plans: [], lines: 0 };
	let [next, done] = [0, 0];
	const work = async () => {
		for (let pemda = codes[next++]; pemda !== undefined; pemda = codes[next++]) {
			const { lines, unequal } = await recomputeLines(db, pemda);
			found.lines += lines;
			found.plans.push(...unequal);
			done++;
			say(done, codes.length);
		}
	};
	await Promise.all(Array.from({ length: side }, work));
	return found;
}
