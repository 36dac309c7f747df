import type { Db, Tx } from '#platform/db';

type Kept = { id: string; certificate: string; keySealed: string; madeAt: Date; endsAt: Date };

const columns = `id, certificate, key_sealed as "keySealed", made_at as "madeAt", ends_at as "endsAt"`;

export async function selectAuthority(on: Db): Promise<Kept | undefined> {
	const { rows } = await on.query<Kept>({
		name: 'documents.authority',
		text: `select ${columns} from documents.authority order by made_at desc limit 1`,
	});
	return rows[0];
}

export async function selectCertificate(
	tx: Tx,
	{ pemda, officeId }: { pemda: string; officeId: string },
): Promise<Kept | undefined> {
	const { rows } = await tx.query<Kept>({
		name: 'documents.certificate',
		text: `select ${columns} from documents.certificate where pemda = $1 and office_id = $2 order by ends_at desc limit 1`,
		values: [pemda, officeId],
	});
	return rows[0];
}

export async function insertAuthority(tx: Tx, kept: Kept): Promise<void> {
	await tx.query({
		name: 'documents.add-authority',
		text: `insert into documents.authority (id, certificate, key_sealed, made_at, ends_at) values ($1, $2, $3, $4, $5)`,
		values: [kept.id, kept.certificate, kept.keySealed, kept.madeAt, kept.endsAt],
	});
}

type OfOffice = Kept & {
	pemda: string;
	officeId: string;
	authorityId: string;
	serial: string;
	subject: string;
};

export async function insertCertificate(tx: Tx, kept: OfOffice): Promise<void> {
	const { pemda, id, officeId, authorityId, serial, subject } = kept;
	await tx.query({
		name: 'documents.add-certificate',
		text: `insert into documents.certificate (pemda, id, office_id, authority_id, serial, subject, certificate, key_sealed,
				made_at, ends_at)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		values: [
			...[pemda, id, officeId, authorityId, serial, subject],
			...[kept.certificate, kept.keySealed, kept.madeAt, kept.endsAt],
		],
	});
}

/** Of several processes that need a certificate or a key, one makes it. */
export async function lockCertificates(tx: Tx): Promise<void> {
	await tx.query({ text: "select pg_advisory_xact_lock(hashtext('document certificates'))" });
}

export type CodeKeyRow = { kid: string; publicJwk: Record<string, string>; keySealed: string; madeAt: Date };

/** Newest first. */
export async function selectCodeKeys(on: Db): Promise<CodeKeyRow[]> {
	const { rows } = await on.query<CodeKeyRow>({
		name: 'documents.code-keys',
		text: `select kid, public_jwk as "publicJwk", key_sealed as "keySealed", made_at as "madeAt" from documents.code_key
			order by made_at desc, kid`,
	});
	return rows;
}

export async function insertCodeKey(tx: Tx, key: CodeKeyRow): Promise<void> {
	await tx.query({
		name: 'documents.add-code-key',
		text: 'insert into documents.code_key (kid, public_jwk, key_sealed, made_at) values ($1, $2, $3, $4)',
		values: [key.kid, JSON.stringify(key.publicJwk), key.keySealed, key.madeAt],
	});
}
