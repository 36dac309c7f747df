import type { Tx } from '#platform/db';

/** In the order in which rows need each other. */
const tables = {
	case: `pemda, id, number, kind, class, title, body, subject, region, lat, lon, place, privacy, channel, lang, details,
		access_hash, status, outcome, holder_pemda, holder_office_id, reader_pemda, reader_offices, escalation, filed_at, due_at,
		answered_at, closed_at, changed_at, published_title, published_body, publication, disputes, reopenings, version`,
	contact: 'pemda, case_id, name, email, phone',
	custody: `pemda, id, case_pemda, case_id, office_id, state, from_pemda, from_office_id, reason, offered_at, offered_by,
		decided_at, decided_by, refusal, ended_at, assignee_id, due_at`,
	deadline: `pemda, id, case_id, custody_id, code, rule_id, amount, unit, legal_basis, calendar, started_at, due_at,
		paused_since, met_at, cancelled_at, fired_at`,
	deadline_pause: 'pemda, deadline_id, paused_at, resumed_at, reason',
	entry: 'pemda, id, case_id, at, kind, visibility, actor, actor_name, office_pemda, office_id, body, detail',
	attachment: `pemda, id, case_id, entry_id, kind, purpose, sha256, thumb_sha256, original_sha256, content_type, size_bytes,
		width, height, taken_at, lat, lon, distance_m, phash, phash_bands, flags, added_at, published_at`,
	closure: `pemda, id, case_id, answered_at, answered_by, office_pemda, office_id, confirmed_at, disputed_at, dispute,
		closed_at`,
	merge: 'pemda, id, case_id, into_pemda, into_case_id, before, merged_at, merged_by, undone_at, undone_by',
	rating: 'pemda, case_id, at, office_pemda, office_id, u1, u2, u3, u4, u5, u6, u7, u8, u9, comment',
} as const;

export type TableName = keyof typeof tables;
export type TableRows = Partial<Record<TableName, Record<string, unknown>[]>>;

/** Inserts the rows of each table in one statement; returns how many cases came in. */
export async function insertRows(tx: Tx, rows: TableRows): Promise<number> {
	for (const [table, columns] of Object.entries(tables)) {
		const some = rows[table as TableName]; // a key of `tables`
		if (!some?.length) continue;
		await tx.query({
			text: `insert into casework.${table} (${columns})
				select ${columns} from jsonb_populate_recordset(null::casework.${table}, $1)`,
			values: [JSON.stringify(some)],
		});
	}
	return rows.case?.length ?? 0;
}
