import { db, type Tx } from '#platform/db';
import { unsealNumbers } from '../store/seal-numbers.ts';
import type { Draft } from './draft.ts';

export type Signature = {
	record: string;
	name: string;
	email: string;
	invitedAt: Date;
	accountId: string | null;
	accountName: string | null;
	contentHash: string | null;
	agreedAt: Date | null;
};

const columns = `s.record, s.name, s.email, s.invited_at as "invitedAt", s.account_id as "accountId",
	s.account_name as "accountName", s.content_hash as "contentHash", s.agreed_at as "agreedAt"`;

export async function selectSignatures(tx: Tx, draftId: string): Promise<Signature[]> {
	const { rows } = await tx.query<Signature>({
		name: 'applications.signatures',
		text: `select ${columns} from applications.signature s where s.draft_id = $1 order by s.record`,
		values: [draftId],
	});
	return rows;
}

type Invitation = {
	draftId: string;
	record: string;
	name: string;
	email: string;
	tokenHash: Buffer;
	at: Date;
};

/** A new invitation takes the place of an older one, whose link then leads nowhere. */
export async function upsertInvitation(tx: Tx, one: Invitation): Promise<void> {
	await tx.query({
		name: 'applications.invite',
		text: `insert into applications.signature as s (draft_id, record, name, email, token_hash, invited_at)
			values ($1, $2, $3, $4, $5, $6)
			on conflict (draft_id, record) do update set name = $3, email = $4, token_hash = $5, invited_at = $6,
				account_id = null, account_name = null, content_hash = null, agreed_at = null`,
		values: [one.draftId, one.record, one.name, one.email, one.tokenHash, one.at],
	});
}

/** Whoever is no longer among the signers is asked no more. */
export async function deleteOthers(tx: Tx, draftId: string, records: string[]): Promise<void> {
	await tx.query({
		name: 'applications.uninvite',
		text: 'delete from applications.signature where draft_id = $1 and record <> all($2)',
		values: [draftId, records],
	});
}

/** By the secret of the mail alone. */
export async function selectInvitation(hash: Buffer): Promise<Signature | undefined> {
	const { rows } = await db.query<Signature>({
		name: 'applications.invitation',
		text: `select ${columns} from applications.find_invitation($1) s`,
		values: [hash],
	});
	return rows[0];
}

export async function selectInvitedDraft(
	hash: Buffer,
	at: Date,
): Promise<
	| Pick<Draft, 'id' | 'owner' | 'fillerId' | 'versionHash' | 'answers' | 'files' | 'known' | 'sent'>
	| undefined
> {
	const { rows } = await db.query<
		Pick<Draft, 'id' | 'owner' | 'fillerId' | 'versionHash' | 'answers' | 'files' | 'known' | 'sent'>
	>({
		name: 'applications.invited-draft',
		text: `select d.id, jsonb_build_object('kind', d.owner_kind, 'id', d.owner_id, 'name', d.owner_name) as owner,
				d.filler_id as "fillerId", d.version_hash as "versionHash", d.answers, d.files, d.known, d.sent
			from applications.invited_draft($1, $2) d`,
		values: [hash, at],
	});
	return rows[0] && { ...rows[0], answers: unsealNumbers(rows[0].answers) };
}

type Agreement = { tokenHash: Buffer; accountId: string; name: string; contentHash: string; at: Date };

/** False where it was sent already, or by who asked for the signature, or by who signed as another. */
export async function agree({ tokenHash, accountId, name, contentHash, at }: Agreement): Promise<boolean> {
	const { rows } = await db.query<{ agreed: boolean }>({
		name: 'applications.agree',
		text: 'select applications.agree_to($1, $2, $3, $4, $5) as agreed',
		values: [tokenHash, accountId, name, contentHash, at],
	});
	return rows[0]?.agreed ?? false;
}

type Signed = { pemda: string; applicationId: string; signatures: Signature[] };

/** Who signed goes with what they signed. */
export async function insertSignatories(tx: Tx, { pemda, applicationId, signatures }: Signed): Promise<void> {
	for (const one of signatures) {
		await tx.query({
			name: 'applications.keep-signatory',
			text: `insert into applications.signatory (pemda, application_id, record, name, account_id, content_hash, agreed_at)
				values ($1, $2, $3, $4, $5, $6, $7)`,
			values: [
				pemda,
				applicationId,
				one.record,
				one.accountName ?? one.name,
				one.accountId,
				one.contentHash,
				one.agreedAt,
			],
		});
	}
}
