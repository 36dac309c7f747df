import type { Tx } from '#platform/db';

export type ToEmpty = { pemda: string; id: string; keepUntil: string };

/**
 * Over, and past the last day they are kept, in the order of that day, after one. What something under way rests on stays:
 * a form that corrects or renews it, what renews it or quotes its number and is not decided, a document of it that can still
 * be renewed.
 */
export async function selectToEmpty(
	tx: Tx,
	{ today, after, limit }: { today: string; after: ToEmpty | undefined; limit: number },
): Promise<ToEmpty[]> {
	const { rows } = await tx.query<ToEmpty>({
		name: 'applications.to-empty',
		text: `select a.pemda, a.id, a.keep_until::text as "keepUntil" from applications.application a
			where a.keep_until < $1::date and a.emptied_at is null and a.ended_at is not null
				and ($2::date is null or (a.keep_until, a.id) > ($2::date, $3::uuid))
				and not exists (select from applications.draft d where d.sent is null
					and (d.owner_id = a.applicant_id or d.filler_id = a.applicant_id)
					and a.id::text in (d.renews ->> 'id', d.corrects ->> 'id'))
				and not exists (select from applications.renewal r
					left join applications.application n on n.pemda = r.pemda and n.id = r.renewed_by
					where r.pemda = a.pemda and r.application_id = a.id
						and (r.renewed_by is null and r.valid_to >= $1::date or n.id is not null and n.ended_at is null))
				and not exists (select from applications.application n where n.applicant_id = a.applicant_id
					and n.ended_at is null and replace(n.answers::text, '-', '') like '%' || a.number || '%')
			order by a.keep_until, a.id limit $4`,
		values: [today, after?.keepUntil ?? null, after?.id ?? null, limit],
	});
	return rows;
}

/** False where it was done before, or is still kept. */
export async function callEmpty(
	tx: Tx,
	{ pemda, id }: { pemda: string; id: string },
	at: Date,
): Promise<boolean> {
	const { rows } = await tx.query<{ done: boolean }>({
		name: 'applications.empty',
		text: 'select applications.empty_application($1, $2, $3) as done',
		values: [pemda, id, at],
	});
	return rows[0]?.done ?? false;
}
