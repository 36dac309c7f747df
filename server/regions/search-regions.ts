import type { Level, Region } from './region.ts';
import { spellingsOf } from './search-key.ts';
import { type Snapshot, snapshot } from './snapshot.ts';
import { selectByName } from './store/search.ts';

/** A place that fits, with what it lies in as people write it: 'Kota Kisaran Timur, Asahan'. */
export type FoundRegion = Region & { where: string; score: number };

const shortest = 2;
const longest = 80;
/** What resembles the question much less than the best find is noise. */
const leastOfBest = 0.55;
const mostKept = 2_000;
/** People type the same names; each answer is kept until the facts change. */
const recent = new WeakMap<Snapshot, Map<string, FoundRegion[]>>();

/**
 * Places by any part of a name, an old name or what people say for short, with tolerance for spelling: 'p sidempuan',
 * 'tj balai', 'deliserdang', 'kisaran timur', 'mutiara asahan'. The best first; where two fit alike, the larger kind of
 * place. One statement on trigram indexes. Empty for fewer than two letters or when nothing resembles it.
 */
export async function searchRegions(
	typed: string,
	filter: { pemda?: string; levels?: Level[]; limit?: number } = {},
): Promise<FoundRegion[]> {
	const { spellings, level } = spellingsOf(typed.slice(0, longest));
	if ((spellings[0]?.key.length ?? 0) < shortest) return [];
	const facts = await snapshot();
	const kept = recent.get(facts) ?? new Map<string, FoundRegion[]>();
	recent.set(facts, kept);
	const key = JSON.stringify([spellings, level, filter]);
	const known = kept.get(key);
	if (known) return known;
	const rows = await selectByName(spellings, { ...filter, level, limit: Math.min(filter.limit ?? 10, 50) });
	const found = rows
		.filter((row) => row.score >= (rows[0]?.score ?? 0) * leastOfBest)
		.flatMap(({ code, score }) => {
			const region = facts.regions.get(code);
			return region ? [{ ...region, where: whereOf(region, facts.regions), score }] : [];
		});
	if (kept.size >= mostKept) kept.clear();
	kept.set(key, found);
	return found;
}

function whereOf(region: Region, regions: Map<string, Region>): string {
	const around = [region.code.slice(0, 8), region.code.slice(0, 5), region.code.slice(0, 2)];
	return around
		.filter(
			(code, index) =>
				code !== region.code && code.length < region.code.length && around.indexOf(code) === index,
		)
		.slice(0, region.level === 2 ? 1 : region.level - 2)
		.map((code) => regions.get(code)?.name ?? '')
		.join(', ');
}
