import type { Db } from '#platform/db';

/** A series of documents of another service, of whichever version; `isOffered`: of the one that is offered now. */
export type OtherSeries = {
	serviceId: string;
	title: string;
	officeFunction: string;
	series: string;
	number: string;
	isOffered: boolean;
};

/** One publishes at a time: whoever comes second sees what the first took. Until the transaction ends. */
export async function lockSeries(tx: Db): Promise<void> {
	await tx.query({ text: `select pg_advisory_xact_lock(hashtextextended('services.series', 0))` });
}

/** Of all services but one whose documents are given by governments of a tier. */
export async function selectOtherSeries(
	within: Db,
	of: { id: string; tier: 'province' | 'regency' },
): Promise<OtherSeries[]> {
	const { rows } = await within.query<OtherSeries>({
		name: 'services.other-series',
		text: `select v.service_id as "serviceId", v.definition #>> '{title,id}' as title,
				v.definition #>> '{provider,function}' as "officeFunction", o ->> 'series' as series, o ->> 'number' as number,
				exists (select from services.service s where s.id = v.service_id and s.version = v.version and s.ended_at is null)
					as "isOffered"
			from services.version v, jsonb_array_elements(coalesce(v.definition #> '{process,outputs}', '[]')) o
			where v.service_id <> $1 and v.definition #>> '{provider,tier}' = $2
			order by v.service_id, v.version desc`,
		values: [of.id, of.tier],
	});
	return rows;
}
