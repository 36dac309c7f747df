import type { Db } from '#platform/db';

export type ShownRow = {
	/** Of Asia/Jakarta, `2026-11-24`. */
	day: string;
	pemda: string;
	officeId: string;
	act: string;
	actors: string[];
	reason: string;
	basis: string;
	times: number;
	firstAt: Date;
	lastAt: Date;
};

/** A line for each day, office and kind of list, newest first. */
export async function selectShown(tx: Db, accountId: string, limit: number): Promise<ShownRow[]> {
	const { rows } = await tx.query<ShownRow>({
		name: 'people.shown-in-lists',
		text: `select day::text, pemda, office_id as "officeId", act, array_agg(by_actor order by by_actor) as actors,
				max(reason) as reason, max(basis) as basis, sum(times)::int as times, min(first_at) as "firstAt", max(last_at) as "lastAt"
			from people.shown_in_list where account_id = $1
			group by day, pemda, office_id, act order by people.shown_in_list.day desc, max(last_at) desc limit $2`,
		values: [accountId, limit],
	});
	return rows;
}
