import type { Fork } from '#services';

export type Verdict = 'agree' | 'object' | null;

/**
 * What opinions come to so far: joined as soon as enough agree; objected at once where a no ends the waiting, else
 * when all have spoken or too few are left to agree. Silence is never a yes.
 */
export function decideJoin(
	{ join, onRefusal }: Pick<Fork, 'join' | 'onRefusal'>,
	verdicts: Verdict[],
): 'joined' | 'objected' | 'open' {
	const agreed = verdicts.filter((one) => one === 'agree').length;
	const objected = verdicts.filter((one) => one === 'object').length;
	const needed = join === 'all' ? verdicts.length : join === 'any' ? 1 : Math.min(join, verdicts.length);
	if (objected > 0 && onRefusal === 'stop') return 'objected';
	if (agreed >= needed) return 'joined';
	return agreed + objected === verdicts.length ? 'objected' : 'open';
}
