import { isOpen } from './case.ts';
import type { PublicFilter } from './list-public-cases.ts';
import { mendWords } from './mend-words.ts';
import {
	type OfficeCount,
	type RegionCount,
	selectOfficeCounts,
	selectRegionCounts,
} from './store/counts.ts';
import { countSome } from './store/public-search.ts';

/** Cases by government of the place and by status, all that were ever filed, from kept counters: exact, and no table of cases is read. */
export function countByRegion(): Promise<RegionCount[]> {
	return selectRegionCounts();
}

/** Cases by the office that holds them and by status, for one government or all. */
export function countByOffice(pemda?: string): Promise<OfficeCount[]> {
	return selectOfficeCounts(pemda);
}

/** Cases that are not over, by government of the place. */
export async function countOpenByRegion(): Promise<Map<string, number>> {
	const open = new Map<string, number>();
	for (const { pemda, status, count } of await selectRegionCounts()) {
		if (isOpen(status)) open.set(pemda, (open.get(pemda) ?? 0) + count);
	}
	return open;
}

/** Beyond this many nobody needs to know how many more there are, and nobody waits for it. */
export const mostCounted = 1000;

/** How many listed cases fit, as `listPublicCases` finds them; `mostCounted + 1` means more than that. */
export async function countPublicCases(filter: PublicFilter): Promise<number> {
	const words = filter.q?.trim() ? await mendWords(filter.q) : undefined;
	if (words && words.query === '') return 0;
	return countSome(filter, words, mostCounted + 1);
}
