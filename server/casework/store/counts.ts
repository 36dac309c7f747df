import { db } from '#platform/db';
import type { Class, Status } from '../case.ts';

export type RegionCount = { pemda: string; status: Status; count: number };
export type OfficeCount = { pemda: string; officeId: string; class: Class; status: Status; count: number };

export async function selectRegionCounts(): Promise<RegionCount[]> {
	const { rows } = await db.query<RegionCount>({
		name: 'casework.count-regions',
		text: `select pemda, status, sum(count)::int as count from (
				select pemda, status, count from casework.tally_region
				union all select region_pemda, status, count from casework.tally_change) t
			group by pemda, status having sum(count) <> 0 order by pemda, status`,
	});
	return rows;
}

export async function selectOfficeCounts(pemda?: string): Promise<OfficeCount[]> {
	const { rows } = await db.query<OfficeCount>({
		name: 'casework.count-offices',
		text: `select pemda, office_id as "officeId", class, status, sum(count)::int as count from (
				select pemda, office_id, class, status, count from casework.tally where $1::text is null or pemda = $1
				union all
				select pemda, office_id, class, status, count from casework.tally_change where $1::text is null or pemda = $1) t
			group by pemda, office_id, class, status having sum(count) <> 0 order by pemda, office_id, class, status`,
		values: [pemda ?? null],
	});
	return rows;
}
