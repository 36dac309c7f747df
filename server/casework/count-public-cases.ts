import {
	type OfficeCount,
	type RegionCount,
	selectOfficeCounts,
	selectRegionCounts,
} from './store/counts.ts';

/** Cases by government of the place and by status, all that were ever filed, from kept counters: exact, and no table of cases is read. */
export function countByRegion(): Promise<RegionCount[]> {
	return selectRegionCounts();
}

/** Cases by the office that holds them and by status, for one government or all. */
export function countByOffice(pemda?: string): Promise<OfficeCount[]> {
	return selectOfficeCounts(pemda);
}
