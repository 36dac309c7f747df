import type { Tx } from '#platform/db';
import { isId } from '#platform/ids';
import type { Answers } from '#rules';
import { sealedJson, unsealNumbers } from '../store/seal-numbers.ts';
import type { Draft, DraftFile, Known, Sent } from './draft.ts';

const columns = `d.id, jsonb_build_object('kind', d.owner_kind, 'id', d.owner_id, 'name', d.owner_name) as owner,
	d.filler_id as "fillerId", d.mandate_id as "mandateId", d.channel, d.counter, d.service_id as "serviceId",
	d.version_hash as "versionHash", d.region, d.answers, d.files, d.known, d.corrects, d.renews, d.seq, d.sent,
	d.started_at as "startedAt", d.changed_at as "changedAt", d.ends_at as "endsAt"`;

/** Within the scope of the transaction. A correction that is under way already stays as it is: then false. */
export async function insertDraft(tx: Tx, draft: Draft): Promise<boolean> {
	const { owner } = draft;
	const { rowCount } = await tx.query({
		name: 'applications.start-draft',
		text: `insert into applications.draft (id, owner_kind, owner_id, owner_name, filler_id, mandate_id, channel, counter,
				service_id, version_hash, region, answers, files, known, corrects, renews, started_at, changed_at, ends_at)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $17, $18)
			on conflict ((corrects->>'id')) where corrects is not null and sent is null do nothing`,
		values: [
			...[draft.id, owner.kind, owner.id, owner.name, draft.fillerId, draft.mandateId, draft.channel],
			...[jsonOf(draft.counter), draft.serviceId, draft.versionHash, draft.region],
			...[sealedJson(draft.answers), jsonOf(draft.files), jsonOf(draft.known), jsonOf(draft.corrects)],
			...[jsonOf(draft.renews), draft.startedAt, draft.endsAt],
		],
	});
	return rowCount === 1;
}

function opened(draft: Draft): Draft {
	return { ...draft, answers: unsealNumbers(draft.answers) };
}

const jsonOf = (value: unknown) => (value === null ? null : JSON.stringify(value));

export async function selectDraft(tx: Tx, id: string, at: Date, lock = false): Promise<Draft | undefined> {
	if (!isId(id)) return undefined;
	const { rows } = await tx.query<Draft>({
		name: lock ? 'applications.lock-draft' : 'applications.draft',
		text: `select ${columns} from applications.draft d where d.id = $1 and d.ends_at > $2 ${lock ? 'for update' : ''}`,
		values: [id, at],
	});
	return rows[0] && opened(rows[0]);
}

/** The correction of an application that is under way. */
export async function selectCorrection(tx: Tx, applicationId: string): Promise<Draft | undefined> {
	const { rows } = await tx.query<Draft>({
		name: 'applications.correction-draft',
		text: `select ${columns} from applications.draft d
			where d.corrects->>'id' = $1 and d.corrects is not null and d.sent is null`,
		values: [applicationId],
	});
	return rows[0] && opened(rows[0]);
}

/** Unfinished ones of these owners, newest first. */
export async function selectDrafts(tx: Tx, owners: string[], at: Date): Promise<Draft[]> {
	const { rows } = await tx.query<Draft>({
		name: 'applications.drafts',
		text: `select ${columns} from applications.draft d
			where d.owner_id = any($1) and d.sent is null and d.corrects is null and d.ends_at > $2
			order by d.changed_at desc, d.id limit 50`,
		values: [owners, at],
	});
	return rows.map(opened);
}

type Change = { at: Date; endsAt: Date };

/** Merges answers in: two devices that answer different questions lose nothing of each other. */
export async function mergeAnswers(
	tx: Tx,
	id: string,
	answers: Answers,
	{ at, endsAt }: Change,
): Promise<boolean> {
	const { rowCount } = await tx.query({
		name: 'applications.answer-draft',
		text: `update applications.draft set answers = answers || $2, seq = seq + 1, changed_at = $3, ends_at = $4
			where id = $1 and sent is null`,
		values: [id, sealedJson(answers), at, endsAt],
	});
	return rowCount === 1;
}

/** The same for a list that is written whole: only over what was seen. */
export async function replaceAnswer(
	tx: Tx,
	id: string,
	{ field, value, seen }: { field: string; value: unknown; seen: number },
	{ at, endsAt }: Change,
): Promise<boolean> {
	const { rowCount } = await tx.query({
		name: 'applications.replace-answer',
		text: `update applications.draft set answers = jsonb_set(answers, array[$2], $3), seq = seq + 1, changed_at = $4,
				ends_at = $5
			where id = $1 and sent is null and seq = $6`,
		values: [id, field, sealedJson(value), at, endsAt, seen],
	});
	return rowCount === 1;
}

/** Adds files of a paper while there is room for them. */
export async function addFiles(
	tx: Tx,
	id: string,
	{ paper, files, most }: { paper: string; files: DraftFile[]; most: number },
	{ at, endsAt }: Change,
): Promise<boolean> {
	const { rowCount } = await tx.query({
		name: 'applications.add-files',
		text: `update applications.draft set files = files || $2, seq = seq + 1, changed_at = $6, ends_at = $7
			where id = $1 and sent is null
				and (select count(*) from jsonb_array_elements(files) f where f->>'paper' = $3) + $4 <= $5`,
		values: [id, JSON.stringify(files), paper, files.length, most, at, endsAt],
	});
	return rowCount === 1;
}

export async function removeFile(tx: Tx, id: string, fileId: string, { at, endsAt }: Change): Promise<void> {
	await tx.query({
		name: 'applications.remove-file',
		text: `update applications.draft set seq = seq + 1, changed_at = $3, ends_at = $4,
				files = coalesce((select jsonb_agg(f) from jsonb_array_elements(files) f where f->>'id' <> $2), '[]')
			where id = $1 and sent is null`,
		values: [id, fileId, at, endsAt],
	});
}

/** What is known of the owner now, and the version the form follows from here on. */
export async function updateBasis(
	tx: Tx,
	id: string,
	{ known, versionHash }: { known: Known; versionHash: string },
): Promise<void> {
	await tx.query({
		name: 'applications.refresh-draft',
		text: 'update applications.draft set known = $2, version_hash = $3 where id = $1 and sent is null',
		values: [id, JSON.stringify(known), versionHash],
	});
}

/** It became an application: what was typed is there now, and here only what it became. */
export async function markSent(tx: Tx, id: string, sent: Sent, at: Date): Promise<void> {
	await tx.query({
		name: 'applications.draft-sent',
		text: `update applications.draft set sent = $2, answers = '{}', files = '[]', known = '{}', changed_at = $3
			where id = $1 and sent is null`,
		values: [id, JSON.stringify(sent), at],
	});
}

export async function deleteDraft(tx: Tx, id: string): Promise<void> {
	await tx.query({
		name: 'applications.drop-draft',
		text: 'delete from applications.draft where id = $1 and sent is null',
		values: [id],
	});
}

export async function deleteEndedDrafts(tx: Tx, before: Date): Promise<void> {
	await tx.query({ text: 'delete from applications.draft where ends_at < $1', values: [before] });
}

/** Every stored file that unfinished applications name. */
export const namedFiles = `select n.sha256 from applications.draft d, jsonb_array_elements(d.files) f,
	unnest(array[f->>'sha256', f->>'thumbSha256']) as n(sha256) where n.sha256 is not null`;
