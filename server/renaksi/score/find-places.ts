import { selectScores } from '../store/scores.ts';
import type { Scope } from './board.ts';
import { rankOf } from './rank.ts';

export type Place = { rank: number; of: number };

/** A government's place among all plans of a year and among those of its province, as of an instant. Public. */
export async function findPlaces(
	pemda: string,
	{ year, at }: { year: number; at: Date },
): Promise<Record<Scope, Place> | undefined> {
	const all = await selectScores(year, at);
	const [home = pemda] = pemda.split('.');
	const near = all.filter((line) => line.pemda === home || line.pemda.startsWith(`${home}.`));
	const [national, provincial] = [placeIn(all, pemda), placeIn(near, pemda)];
	return national && provincial && { national, provincial };
}

function placeIn(lines: { pemda: string; score: string }[], pemda: string): Place | undefined {
	const own = rankOf(lines).find((line) => line.pemda === pemda);
	return own && { rank: own.rank, of: lines.length };
}
