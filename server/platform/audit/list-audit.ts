import type { Db } from '#platform/db';

export type AuditLine = {
	at: Date;
	actor: string;
	onBehalfOf: string | null;
	act: string;
	origin: string | null;
	detail: Record<string, unknown>;
};

/** What was done to one subject (`case:<id>`), oldest first, at most 500 lines. */
export async function listAudit(tx: Db, subject: string): Promise<AuditLine[]> {
	const { rows } = await tx.query<AuditLine>({
		name: 'platform.list-audit',
		text: `select at, actor, on_behalf_of as "onBehalfOf", act, origin, detail
			from platform.audit where subject = $1 order by at limit 500`,
		values: [subject],
	});
	return rows;
}
