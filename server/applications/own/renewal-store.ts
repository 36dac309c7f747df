import type { Tx } from '#platform/db';

export type Renewal = {
	pemda: string;
	applicationId: string;
	output: string;
	documentId: string;
	number: string;
	/** Days of Asia/Jakarta. */
	validTo: string;
	opensOn: string;
	remindOn: string[];
};

const columns = `r.pemda, r.application_id as "applicationId", r.output, r.document_id as "documentId", r.number,
	r.valid_to::text as "validTo", r.opens_on::text as "opensOn", r.remind_on::text[] as "remindOn"`;

export async function selectRenewals(
	tx: Tx,
	{ pemda, id }: { pemda: string; id: string },
): Promise<Renewal[]> {
	const { rows } = await tx.query<Renewal>({
		name: 'applications.renewals',
		text: `select ${columns} from applications.renewal r where r.pemda = $1 and r.application_id = $2 order by r.output`,
		values: [pemda, id],
	});
	return rows;
}

/** What this application renews: documents of the same kind that were given before. */
export async function selectRenewedBy(tx: Tx, applicationId: string, output: string): Promise<Renewal[]> {
	const { rows } = await tx.query<Renewal>({
		name: 'applications.renewed-by',
		text: `select ${columns} from applications.renewal r where r.renewed_by = $1 and r.output = $2`,
		values: [applicationId, output],
	});
	return rows;
}

/** What a document that was given is valid to; the newest takes the place of one before. */
export async function upsertRenewal(tx: Tx, one: Renewal): Promise<void> {
	await tx.query({
		name: 'applications.keep-renewal',
		text: `insert into applications.renewal (pemda, application_id, output, document_id, number, valid_to, opens_on, remind_on)
			values ($1, $2, $3, $4, $5, $6, $7, $8)
			on conflict (pemda, application_id, output) do update set document_id = $4, number = $5, valid_to = $6, opens_on = $7,
				remind_on = $8`,
		values: [
			...[one.pemda, one.applicationId, one.output, one.documentId, one.number, one.validTo, one.opensOn],
			one.remindOn,
		],
	});
}

/** Those of which a reminder's day has come and was not given yet; of several that were missed, one. */
export async function selectToRemind(tx: Tx, today: string, limit: number): Promise<Renewal[]> {
	const { rows } = await tx.query<Renewal>({
		name: 'applications.to-remind',
		text: `select ${columns} from applications.renewal r
			where r.renewed_by is null and r.valid_to >= $1::date
				and exists (select from unnest(r.remind_on) d where d <= $1::date and d > coalesce(r.reminded_until, '-infinity'))
			order by r.valid_to limit $2`,
		values: [today, limit],
	});
	return rows;
}

export async function markReminded(
	tx: Tx,
	{ pemda, applicationId, output }: Renewal,
	today: string,
): Promise<void> {
	await tx.query({
		name: 'applications.reminded',
		text: `update applications.renewal set reminded_until = $4 where pemda = $1 and application_id = $2 and output = $3`,
		values: [pemda, applicationId, output, today],
	});
}

/** It was applied for anew: nobody is reminded any more. */
export async function markRenewed(
	tx: Tx,
	{ pemda, id }: { pemda: string; id: string },
	by: string,
): Promise<void> {
	await tx.query({
		name: 'applications.renewed',
		text: 'update applications.renewal set renewed_by = $3 where pemda = $1 and application_id = $2',
		values: [pemda, id, by],
	});
}
