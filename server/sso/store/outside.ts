import { db, type Tx } from '#platform/db';

/** Another provider whose word counts here. */
export type Outside = {
	pemda: string;
	id: string;
	name: string;
	issuer: string;
	clientId: string;
	forWhom: 'officer' | 'resident';
	madeAt: Date;
	disabledAt: Date | null;
};
export type OutsideWithSecret = Outside & { secretSealed: string };

const columns = `pemda, id, name, issuer, client_id as "clientId", for_whom as "forWhom", made_at as "madeAt",
	disabled_at as "disabledAt"`;

export async function insertOutside(tx: Tx, row: OutsideWithSecret & { by: string }): Promise<boolean> {
	const { rowCount } = await tx.query({
		name: 'sso.add-outside',
		text: `insert into sso.outside (pemda, id, name, issuer, client_id, secret_sealed, for_whom, made_at, made_by)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing`,
		values: [
			row.pemda,
			row.id,
			row.name,
			row.issuer,
			row.clientId,
			row.secretSealed,
			row.forWhom,
			row.madeAt,
			row.by,
		],
	});
	return rowCount === 1;
}

export async function selectOutsideOf(tx: Tx, pemda: string): Promise<Outside[]> {
	const { rows } = await tx.query<Outside>({
		name: 'sso.outside-of',
		text: `select ${columns} from sso.outside where pemda = $1 order by disabled_at is not null, name, id limit 100`,
		values: [pemda],
	});
	return rows;
}

export async function updateOutsideDisabled(
	tx: Tx,
	set: { pemda: string; id: string; at: Date; by: string },
): Promise<boolean> {
	const { rowCount } = await tx.query({
		name: 'sso.disable-outside',
		text: `update sso.outside set disabled_at = $3, disabled_by = $4
			where pemda = $1 and id::text = $2 and disabled_at is null`,
		values: [set.pemda, set.id, set.at, set.by],
	});
	return rowCount === 1;
}

/** For the doors of residents and officers: whichever government's, unless disabled. */
export async function selectOffered(forWhom: string): Promise<{ pemda: string; id: string; name: string }[]> {
	const { rows } = await db.query<{ pemda: string; id: string; name: string }>({
		name: 'sso.offered',
		text: 'select pemda, id, name from sso.offered_outside($1)',
		values: [forWhom],
	});
	return rows;
}

export async function selectOutside(id: string): Promise<OutsideWithSecret | undefined> {
	const { rows } = await db.query<OutsideWithSecret>({
		name: 'sso.outside',
		text: `select ${columns}, secret_sealed as "secretSealed" from sso.find_outside($1)`,
		values: [id],
	});
	return rows[0];
}

/** Whose account a person of another provider is linked to; notes that the link was used. */
export async function findLinked(outsideId: string, subject: Buffer, at: Date): Promise<string | undefined> {
	const { rows } = await db.query<{ account: string | null }>({
		name: 'sso.linked',
		text: 'select sso.find_linked($1, $2, $3) as account',
		values: [outsideId, subject, at],
	});
	return rows[0]?.account ?? undefined;
}

export type NewLink = {
	pemda: string;
	outsideId: string;
	id: string;
	subject: Buffer;
	accountId: string;
	at: Date;
};

/** False when the person there, or the account here, has a link already. */
export async function insertLink(tx: Tx, link: NewLink): Promise<boolean> {
	const { rowCount } = await tx.query({
		name: 'sso.link',
		text: `insert into sso.outside_link (pemda, outside_id, id, subject_hash, account_id, linked_at)
			values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
		values: [link.pemda, link.outsideId, link.id, link.subject, link.accountId, link.at],
	});
	return rowCount === 1;
}

export type LinkLine = { id: string; outsideId: string; linkedAt: Date; usedAt: Date | null };

/** Those in force. */
export async function selectLinks(tx: Tx, accountId: string): Promise<LinkLine[]> {
	const { rows } = await tx.query<LinkLine>({
		name: 'sso.links',
		text: `select id, outside_id as "outsideId", linked_at as "linkedAt", used_at as "usedAt" from sso.outside_link
			where account_id = $1 and ended_at is null`,
		values: [accountId],
	});
	return rows;
}

export async function updateUnlinked(tx: Tx, accountId: string, linkId: string, at: Date): Promise<boolean> {
	const { rowCount } = await tx.query({
		name: 'sso.unlink',
		text: 'update sso.outside_link set ended_at = $3 where account_id = $1 and id::text = $2 and ended_at is null',
		values: [accountId, linkId, at],
	});
	return rowCount === 1;
}

/** Whoever lost everything and came back: no other provider's word opens the account any more. */
export async function unlinkAll(tx: Tx, accountId: string, at: Date): Promise<void> {
	await tx.query({
		name: 'sso.unlink-all',
		text: 'update sso.outside_link set ended_at = $2 where account_id = $1 and ended_at is null',
		values: [accountId, at],
	});
}
