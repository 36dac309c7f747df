import { db, type Tx } from '#platform/db';
import type { Link } from '../chain.ts';
import type { Act, Status } from '../document.ts';

export type EventRow = {
	pemda: string;
	documentId: string;
	officeId: string;
	link: Link;
	actor: string;
	actorName: string;
	onBehalfOf: string | null;
	reason: string;
	salt: string;
	nextId: string | null;
};

/** As the columns are named. */
export function columnsOf(row: EventRow): Record<string, unknown> {
	const { link } = row;
	return {
		pemda: row.pemda,
		document_id: row.documentId,
		seq: link.seq,
		office_id: row.officeId,
		at: link.at.toISOString(),
		act: link.act,
		status: link.status,
		actor: row.actor,
		actor_name: row.actorName,
		post: link.post,
		on_behalf_of: row.onBehalfOf,
		basis: link.basis,
		reason: row.reason,
		reason_salt: row.salt,
		file_sha256: link.fileSha256,
		next_id: row.nextId,
		next_number: link.nextNumber,
		previous: link.previous && `\\x${link.previous.toString('hex')}`,
		hash: `\\x${link.hash.toString('hex')}`,
	};
}

/** A link, and the document as it is after it. The document's row is locked. */
export async function insertEvent(tx: Tx, row: EventRow): Promise<void> {
	await tx.query({
		name: 'documents.add-event',
		text: 'insert into documents.event select * from jsonb_populate_record(null::documents.event, $1)',
		values: [JSON.stringify(columnsOf(row))],
	});
	const { pemda, documentId, link, nextId } = row;
	await tx.query({
		name: 'documents.change',
		text: `update documents.document set status = $3, events = $4, head = $5, superseded_by = coalesce($6, superseded_by)
			where pemda = $1 and id = $2`,
		values: [pemda, documentId, link.status, link.seq, link.hash, nextId],
	});
}

export async function updateSupersedes(
	tx: Tx,
	{ pemda, id, old }: { pemda: string; id: string; old: string },
): Promise<void> {
	await tx.query({
		name: 'documents.supersedes',
		text: 'update documents.document set supersedes = $3 where pemda = $1 and id = $2',
		values: [pemda, id, old],
	});
}

/** What happened to a document, as its office and its holder read it. */
export type Told = {
	seq: number;
	at: Date;
	act: Act;
	status: Status;
	actorName: string;
	post: string;
	basis: string;
	reason: string;
	nextNumber: string | null;
	hash: Buffer;
};

export async function selectEvents(tx: Tx, { pemda, id }: { pemda: string; id: string }): Promise<Told[]> {
	const { rows } = await tx.query<Told>({
		name: 'documents.events',
		text: `select seq, at, act, status, actor_name as "actorName", post, basis, reason, next_number as "nextNumber", hash
			from documents.event where pemda = $1 and document_id = $2 order by seq`,
		values: [pemda, id],
	});
	return rows;
}

/** Why an office changed each of these holders' documents, the last time it did. */
export async function selectLastChanges(
	tx: Tx,
	holders: string[],
): Promise<{ id: string; at: Date; reason: string; basis: string }[]> {
	const { rows } = await tx.query<{ id: string; at: Date; reason: string; basis: string }>({
		name: 'documents.last-changes',
		text: `select distinct on (e.document_id) e.document_id as id, e.at, e.reason, e.basis
			from documents.event e join documents.document d on d.pemda = e.pemda and d.id = e.document_id
			where d.holder_id = any ($1::uuid[]) and e.act in ('suspended', 'restored', 'revoked')
			order by e.document_id, e.seq desc`,
		values: [holders],
	});
	return rows;
}

/** The same as strangers read it. */
export async function selectPublicChain({ pemda, id }: { pemda: string; id: string }): Promise<Link[]> {
	const { rows } = await db.query<Link>({
		name: 'documents.public-chain',
		text: `select seq, at, act, status, post, basis, reason_hash as "reasonHash", file_sha256 as "fileSha256",
				next_number as "nextNumber", previous, hash from documents.public_chain($1, $2)`,
		values: [pemda, id],
	});
	return rows;
}
