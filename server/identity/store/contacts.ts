import { type Db, db, type Tx } from '#platform/db';
import type { Contact } from '../residents/address.ts';

export type ContactRow = Contact & { id: string; since: Date };

export async function selectContacts(on: Db, accountId: string): Promise<ContactRow[]> {
	const { rows } = await on.query<ContactRow>({
		name: 'identity.contacts',
		text: `select id, kind, address, since from identity.contact
			where account_id = $1 and removed_at is null order by since, id`,
		values: [accountId],
	});
	return rows;
}

export type Reached = { accountId: string; suspended: boolean; lang: 'id' | 'en' };

export async function selectByContact({ kind, address }: Contact, on: Db = db): Promise<Reached | undefined> {
	const { rows } = await on.query<Reached>({
		name: 'identity.by-contact',
		text: `select a.id as "accountId", a.suspended_at is not null as suspended, a.lang
			from identity.contact c join identity.account a on a.id = c.account_id
			where c.kind = $1 and c.address = $2 and c.removed_at is null`,
		values: [kind, address],
	});
	return rows[0];
}

/** Of two who come at once one makes the account; the other finds it. Undefined for the other. */
export async function insertResident(
	tx: Tx,
	{ accountId, contactId, at, lang }: { accountId: string; contactId: string; at: Date; lang: 'id' | 'en' },
	{ kind, address }: Contact,
): Promise<boolean> {
	const { rowCount } = await tx.query({
		name: 'identity.add-resident',
		text: `with account as (
				insert into identity.account (id, kind, lang, created_at, created_by)
				values ($1, 'resident', $5, $4, 'account:' || $1::uuid::text))
			insert into identity.contact (id, account_id, kind, address, since) values ($2, $1, $3, $6, $4)
			on conflict (kind, address) where removed_at is null do nothing`,
		values: [accountId, contactId, kind, at, lang, address],
	});
	return rowCount === 1;
}

/** False when the address belongs to an account already. */
export async function insertContact(
	tx: Tx,
	row: { id: string; accountId: string; at: Date },
	{ kind, address }: Contact,
): Promise<boolean> {
	const { rowCount } = await tx.query({
		name: 'identity.add-contact',
		text: `insert into identity.contact (id, account_id, kind, address, since) values ($1, $2, $3, $4, $5)
			on conflict (kind, address) where removed_at is null do nothing`,
		values: [row.id, row.accountId, kind, address, row.at],
	});
	return rowCount === 1;
}

/** One of several: the last contact stays. Locked, so that two at once do not take the last two. */
export async function removeContactRow(
	tx: Tx,
	accountId: string,
	id: string,
	at: Date,
): Promise<Contact | 'last' | undefined> {
	const { rows } = await tx.query<ContactRow>({
		name: 'identity.lock-contacts',
		text: `select id, kind, address, since from identity.contact
			where account_id = $1 and removed_at is null for update`,
		values: [accountId],
	});
	const found = rows.find((row) => row.id === id);
	if (!found) return undefined;
	if (rows.length === 1) return 'last';
	await endContacts(tx, accountId, at, id);
	return found;
}

/** One contact, or all. */
export async function endContacts(tx: Tx, accountId: string, at: Date, only: string | null): Promise<void> {
	await tx.query({
		name: 'identity.end-contacts',
		text: `update identity.contact set removed_at = $2
			where account_id = $1 and removed_at is null and ($3::uuid is null or id = $3)`,
		values: [accountId, at, only],
	});
}
