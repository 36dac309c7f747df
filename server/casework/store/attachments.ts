import type { Db, Tx } from '#platform/db';
import { newId } from '#platform/ids';
import { nearLookBands } from '#platform/media';
import type { NewAttachment } from '../case.ts';

export type Purpose = 'report' | 'reply' | 'evidence';

export async function countEvidence(tx: Tx, caseId: string): Promise<number> {
	const { rows } = await tx.query<{ count: number }>({
		name: 'casework.count-evidence',
		text: "select count(*)::int as count from casework.attachment where case_id = $1 and purpose = 'evidence'",
		values: [caseId],
	});
	return rows[0]?.count ?? 0;
}

export type Placed = NewAttachment & { flags: string[]; distanceM: number | null; public: boolean };

export async function insertAttachment(
	tx: Tx,
	of: { pemda: string; caseId: string; entryId: string | null; purpose: Purpose; at: Date },
	file: Placed,
): Promise<void> {
	await tx.query({
		name: 'casework.attach',
		text: `insert into casework.attachment (pemda, id, case_id, entry_id, kind, purpose, sha256, thumb_sha256, original_sha256,
				content_type, size_bytes, width, height, taken_at, lat, lon, distance_m, phash, phash_bands, flags, added_at,
				published_at)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18::text::bit(64), $19, $20, $21, $22)`,
		values: [
			...[
				of.pemda,
				newId(),
				of.caseId,
				of.entryId,
				file.kind,
				of.purpose,
				file.sha256,
				file.thumbSha256 ?? null,
			],
			...[file.originalSha256, file.contentType, file.sizeBytes, file.width ?? null, file.height ?? null],
			...[file.takenAt ?? null, file.lat ?? null, file.lon ?? null, file.distanceM, file.phash ?? null],
			...[file.phashBands ?? [], file.flags, of.at, file.public ? of.at : null],
		],
	});
}

/**
 * Whether this picture was used before, anywhere, on another case or for another purpose of this one (the report's own
 * photo as evidence): the same file, or one that looks the same within `threshold` different bits of 64 (resized,
 * recompressed). The second wall lets no officer see those rows, so a
 * function of the owner answers yes or no and nothing else.
 */
export async function selectReuse(
	on: Db,
	file: NewAttachment,
	of: { caseId: string; purpose: Purpose },
	threshold: number,
): Promise<'same' | 'alike' | null> {
	const look = file.phash ?? null;
	const { rows } = await on.query<{ reuse: 'same' | 'alike' | null }>({
		name: 'casework.reuse',
		text: 'select casework.find_reuse($1, $2, $3, $4::text::bit(64), $5, $6) as reuse',
		values: [of.caseId, of.purpose, file.originalSha256, look, look ? nearLookBands(look) : [], threshold],
	});
	return rows[0]?.reuse ?? null;
}

export async function publishAttachments(tx: Tx, caseId: string, ids: string[], at: Date): Promise<void> {
	await tx.query({
		name: 'casework.publish-attachments',
		text: `update casework.attachment set published_at = case when id = any($2::uuid[]) then coalesce(published_at, $3) end
			where case_id = $1 and purpose = 'report'`,
		values: [caseId, ids, at],
	});
}

/** The original files of this purpose that a case has already. */
export async function selectOriginals(tx: Tx, caseId: string, purpose: Purpose): Promise<Set<string>> {
	const { rows } = await tx.query<{ sha256: string }>({
		name: 'casework.originals',
		text: 'select original_sha256 as sha256 from casework.attachment where case_id = $1 and purpose = $2',
		values: [caseId, purpose],
	});
	return new Set(rows.map((row) => row.sha256));
}

/** Every stored file that cases name: what was attached and its small picture. */
export const namedFiles = `select sha256 from casework.attachment
	union all select thumb_sha256 from casework.attachment where thumb_sha256 is not null`;
