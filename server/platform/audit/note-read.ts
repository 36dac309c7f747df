import { db, writeTogether } from '#platform/db';
import { newId } from '#platform/ids';
import type { AuditEntry } from './record.ts';

/**
 * Adds the line that somebody looked at personal data. Looks at the same moment share one statement; the promise is
 * kept when the line is committed, so whoever waits for it before answering shows nothing that is not on record.
 */
export const noteRead: (entry: AuditEntry) => Promise<void> = writeTogether(insertLines, 500);

async function insertLines(entries: AuditEntry[]): Promise<void> {
	const column = <T>(of: (entry: AuditEntry) => T) => entries.map(of);
	await db.query({
		name: 'platform.note-reads',
		text: `insert into platform.audit (pemda, id, actor, on_behalf_of, act, subject, origin, detail)
			select * from unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::jsonb[])`,
		values: [
			column(({ pemda }) => pemda),
			column(() => newId()),
			column(({ actor }) => actor),
			column(({ onBehalfOf }) => onBehalfOf ?? null),
			column(({ act }) => act),
			column(({ subject }) => subject),
			column(({ origin }) => origin ?? null),
			column(({ detail }) => JSON.stringify(detail ?? {})),
		],
	});
}
