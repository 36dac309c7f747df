import { type Db, db, type Tx } from '#platform/db';
import { isId } from '#platform/ids';
import type { IssuedDocument, Status } from '../document.ts';

const columns = `pemda, id, json_build_object('id', office_id, 'name', office_name, 'function', office_function) as office, subject,
	series, number, code, title, body, lines, json_build_object('kind', holder_kind, 'id', holder_id, 'name', holder_name) as holder,
	holder_masked as "holderMasked", signer, issued_at as "issuedAt", valid_to as "validTo", template_version as "templateVersion",
	data, data_sha256 as "dataSha256", status, events, head, supersedes, superseded_by as "supersededBy",
	file_sha256 as "fileSha256", signed_with as "signedWith", ready_at as "readyAt"`;

/** Within the scope of the transaction. `lock`: until it ends nobody else changes it. */
export async function selectDocument(
	tx: Tx,
	{ pemda, id }: { pemda: string; id: string },
	{ lock = false }: { lock?: boolean } = {},
): Promise<IssuedDocument | undefined> {
	if (!isId(id)) return undefined;
	const { rows } = await tx.query<IssuedDocument>({
		name: `documents.document${lock ? '-lock' : ''}`,
		text: `select ${columns} from documents.document where pemda = $1 and id = $2 ${lock ? 'for update' : ''}`,
		values: [pemda, id],
	});
	return rows[0];
}

export async function selectOfSubject(tx: Db, subject: string): Promise<IssuedDocument[]> {
	const { rows } = await tx.query<IssuedDocument>({
		name: 'documents.of-subject',
		text: `select ${columns} from documents.document where pemda = split_part($1, ':', 2) and subject = $1
			order by issued_at, id limit 100`,
		values: [subject],
	});
	return rows;
}

/** Of these holders: a person, and the businesses they answer for. Newest first, after the one a page ended with. */
export async function selectOfHolders(
	tx: Tx,
	holders: string[],
	{ after, limit }: { after?: Pick<IssuedDocument, 'issuedAt' | 'id'> | undefined; limit: number },
): Promise<IssuedDocument[]> {
	const { rows } = await tx.query<IssuedDocument>({
		name: 'documents.of-holders',
		text: `select ${columns} from documents.document where holder_id = any ($1::uuid[])
				and ($2::timestamptz is null or (issued_at, id) < ($2, $3::uuid))
			order by issued_at desc, id desc limit $4`,
		values: [holders, after?.issuedAt ?? null, after?.id ?? null, limit],
	});
	return rows;
}

export type DocumentLine = Pick<
	IssuedDocument,
	'pemda' | 'id' | 'number' | 'title' | 'holder' | 'issuedAt' | 'validTo' | 'status' | 'readyAt'
> & { officeId: string; officeName: string };

/** What offices see, newest first. Words are parts of a number or a name; a status is asked as of the moment. */
export async function selectLines(
	tx: Tx,
	filter: {
		words: string;
		status: Status | null;
		offices: string[] | null;
		after: { at: Date; id: string } | null;
		at: Date;
		limit: number;
	},
): Promise<DocumentLine[]> {
	const { words, status, offices, after, at, limit } = filter;
	const { rows } = await tx.query<DocumentLine>({
		name: 'documents.lines',
		text: `select pemda, id, office_id as "officeId", office_name as "officeName", number, title,
				json_build_object('kind', holder_kind, 'id', holder_id, 'name', holder_name) as holder,
				issued_at as "issuedAt", valid_to as "validTo", status, ready_at as "readyAt"
			from documents.document
			where ($1 = '' or platform.plain(number || ' ' || holder_name) like '%' || platform.plain($1) || '%' or code = $7)
				and ($2::text is null or case when status in ('active', 'suspended') and valid_to < $3 then 'expired' else status end = $2)
				and ($4::uuid[] is null or office_id = any ($4))
				and ($5::timestamptz is null or (issued_at, id) < ($5, $6::uuid))
			order by issued_at desc, id desc limit $8`,
		values: [
			...[words.replaceAll(/[\\%_]/g, '\\$&'), status, at, offices, after?.at ?? null, after?.id ?? null],
			...[words.toUpperCase().replaceAll(/[^0-9A-Z]/g, ''), limit],
		],
	});
	return rows;
}

/** The next number of a series; its row stays locked until the transaction ends. */
export async function takeNumber(
	tx: Db,
	{ pemda, officeId, series, period }: { pemda: string; officeId: string; series: string; period: string },
): Promise<number> {
	const { rows } = await tx.query<{ seq: number }>({
		name: 'documents.take-number',
		text: 'select documents.take_number($1, $2, $3, $4) as seq',
		values: [pemda, officeId, series, period],
	});
	const seq = rows[0]?.seq;
	if (seq === undefined) throw new Error('A series gave no number');
	return seq;
}

/** Of several that do the same issuing act at once, one goes on; the others find what it gave. */
export async function lockAct(tx: Db, act: { pemda: string; subject: string; key: string }): Promise<void> {
	await tx.query({
		name: 'documents.lock-act',
		text: "select pg_advisory_xact_lock(hashtextextended('documents ' || $1, 0))",
		values: [JSON.stringify([act.pemda, act.subject, act.key])],
	});
}

export async function findIssued(
	tx: Db,
	{ pemda, subject, key }: { pemda: string; subject: string; key: string },
): Promise<{ documentId: string; number: string } | undefined> {
	const { rows } = await tx.query<{ documentId: string; number: string }>({
		name: 'documents.find-issued',
		text: 'select id as "documentId", number from documents.find_issued($1, $2, $3)',
		values: [pemda, subject, key],
	});
	return rows[0];
}

/** Rows as the columns are named. */
export async function insertIssued(tx: Db, document: object, event: object): Promise<void> {
	await tx.query({
		name: 'documents.issue',
		text: 'select documents.issue($1, $2)',
		values: [JSON.stringify(document), JSON.stringify(event)],
	});
}

type Ready = { sha256: string; sizeBytes: number; signedWith: string; at: Date };

/** False when another run of the job was first. */
export async function updateFile(
	tx: Tx,
	{ pemda, id }: { pemda: string; id: string },
	{ sha256, sizeBytes, signedWith, at }: Ready,
): Promise<boolean> {
	const { rowCount } = await tx.query({
		name: 'documents.ready',
		text: `update documents.document set file_sha256 = $3, file_bytes = $4, signed_with = $5, ready_at = $6
			where pemda = $1 and id = $2 and file_sha256 is null`,
		values: [pemda, id, sha256, sizeBytes, signedWith, at],
	});
	return rowCount === 1;
}

/** Every stored file that documents name. */
export const namedFiles = 'select file_sha256 from documents.document where file_sha256 is not null';

/** Documents whose last day is over and which nobody has marked so. */
export async function selectEnded(tx: Tx, at: Date, limit: number): Promise<{ pemda: string; id: string }[]> {
	const { rows } = await tx.query<{ pemda: string; id: string }>({
		name: 'documents.ended',
		text: `select pemda, id from documents.document where valid_to < $1 and status in ('active', 'suspended')
			order by valid_to limit $2`,
		values: [at, limit],
	});
	return rows;
}

/** Whether the application can reach its tables at all without a scope is asked through functions alone. */
export type PublicDocument = {
	pemda: string;
	id: string;
	number: string;
	title: { id: string; en: string };
	officeName: string;
	holder: string;
	issuedAt: Date;
	validTo: Date | null;
	status: Status;
	fileSha256: string | null;
	signedWith: 'test-authority' | 'bsre' | null;
	supersedes: string | null;
	supersededBy: string | null;
};

export async function selectPublic(key: string): Promise<PublicDocument[]> {
	const { rows } = await db.query<PublicDocument>({
		name: 'documents.public',
		text: `select pemda, id, number, title, office_name as "officeName", holder, issued_at as "issuedAt", valid_to as "validTo",
				status, file_sha256 as "fileSha256", signed_with as "signedWith", supersedes, superseded_by as "supersededBy"
			from documents.find_public($1)`,
		values: [key],
	});
	return rows;
}

export async function selectByFile(
	sha256: string,
): Promise<{ number: string; officeName: string } | undefined> {
	const { rows } = await db.query<{ number: string; officeName: string }>({
		name: 'documents.by-file',
		text: 'select number, office_name as "officeName" from documents.find_by_file($1)',
		values: [sha256],
	});
	return rows[0];
}
