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

export async function deleteEndedDrafts(at: Date): Promise<number> {
	const { rowCount } = await db.query({ text: 'delete from reports.draft where ends_at < $1', values: [at] });
	return rowCount ?? 0;
}
