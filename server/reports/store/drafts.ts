import type { NewAttachment } from '#casework';
import { db } from '#platform/db';
import type { Answers } from '../report.ts';

export type DraftFile = NewAttachment & { id: string; name: string };
export type DraftReceipt = {
	number: string;
	code: string;
	dueAt: string;
	officeName: string;
	officePemda: string;
};
export type Draft = {
	id: string;
	answers: Answers;
	files: DraftFile[];
	receipt: DraftReceipt | null;
	endsAt: Date;
};

const columns = 'id, answers, files, receipt, ends_at as "endsAt"';

export async function insertDraft(id: string, tokenHash: Buffer, at: Date, endsAt: Date): Promise<void> {
	await db.query({
		name: 'reports.start-draft',
		text: 'insert into reports.draft (id, token_hash, started_at, ends_at) values ($1, $2, $3, $4)',
		values: [id, tokenHash, at, endsAt],
	});
}

export async function selectDraft(tokenHash: Buffer, at: Date): Promise<Draft | undefined> {
	const { rows } = await db.query<Draft>({
		name: 'reports.draft',
		text: `select ${columns} from reports.draft where token_hash = $1 and ends_at > $2`,
		values: [tokenHash, at],
	});
	return rows[0];
}

/** Merges answers into the draft: two tabs that answer different questions lose nothing of each other. */
export async function mergeAnswers(id: string, answers: Answers, endsAt: Date): Promise<void> {
	await db.query({
		name: 'reports.answer',
		text: 'update reports.draft set answers = answers || $2, ends_at = $3 where id = $1 and receipt is null',
		values: [id, JSON.stringify(answers), endsAt],
	});
}

/** Adds files while there is room for them; returns how many the draft has then, or undefined when there was none. */
export async function addFiles(id: string, files: DraftFile[], most: number): Promise<boolean> {
	const { rowCount } = await db.query({
		name: 'reports.add-files',
		text: `update reports.draft set files = files || $2
			where id = $1 and receipt is null and jsonb_array_length(files) + $3 <= $4`,
		values: [id, JSON.stringify(files), files.length, most],
	});
	return rowCount === 1;
}

/**
 * Puts a file in its place in a draft that has no page: begun by its first file, replaced when the same place is sent
 * again. Nothing changes once it became a case.
 */
export async function placeFile(
	draft: { id: string; tokenHash: Buffer; at: Date; endsAt: Date },
	file: DraftFile,
): Promise<void> {
	await db.query({
		name: 'reports.place-file',
		text: `insert into reports.draft as d (id, token_hash, files, started_at, ends_at)
			values ($1, $2, jsonb_build_array($3::jsonb), $4, $5)
			on conflict (token_hash) do update set ends_at = excluded.ends_at, files = coalesce((
				select jsonb_agg(f order by f->>'id') from (
					select f from jsonb_array_elements(d.files) f where f->>'id' <> $3::jsonb->>'id'
					union all select $3::jsonb) as all_files(f)), '[]')
			where d.receipt is null`,
		values: [draft.id, draft.tokenHash, JSON.stringify(file), draft.at, draft.endsAt],
	});
}

export async function removeFile(id: string, fileId: string): Promise<void> {
	await db.query({
		name: 'reports.remove-file',
		text: `update reports.draft set files = coalesce((select jsonb_agg(f) from jsonb_array_elements(files) f
				where f->>'id' <> $2), '[]') where id = $1 and receipt is null`,
		values: [id, fileId],
	});
}

/** The form became a case: its answers go, its receipt can be seen again in the same browser until it ends. */
export async function keepReceipt(id: string, receipt: DraftReceipt): Promise<void> {
	await db.query({
		name: 'reports.keep-receipt',
		text: "update reports.draft set receipt = $2, answers = '{}', files = '[]' where id = $1",
		values: [id, JSON.stringify(receipt)],
	});
}

export async function deleteDraft(id: string): Promise<void> {
	await db.query({
		name: 'reports.drop-draft',
		text: 'delete from reports.draft where id = $1',
		values: [id],
	});
}

export async function deleteEndedDrafts(before: Date): Promise<number> {
	const { rowCount } = await db.query({
		text: 'delete from reports.draft where ends_at < $1',
		values: [before],
	});
	return rowCount ?? 0;
}

/** Every stored file that unfinished reports name. */
export const namedFiles = `select n.sha256 from reports.draft d, jsonb_array_elements(d.files) f,
	unnest(array[f->>'sha256', f->>'thumbSha256']) as n(sha256) where n.sha256 is not null`;
