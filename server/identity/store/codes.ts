import { type Db, db, type Tx } from '#platform/db';
import type { Contact } from '../residents/address.ts';

export type Purpose = 'enter' | 'add-contact' | 'recover';
export type NewCode = Contact & {
	id: string;
	purpose: Purpose;
	accountId: string | null;
	lostAddress: string | null;
	hash: Buffer;
	at: Date;
	endsAt: Date;
};

/** A newer code for the same purpose and address ends those before it. */
export async function insertCode(tx: Tx, code: NewCode): Promise<void> {
	await tx.query({
		name: 'identity.add-code',
		text: `with ended as (
				update identity.code set used_at = $8 where address = $4 and purpose = $2 and used_at is null and ends_at > $8)
			insert into identity.code (id, purpose, kind, address, account_id, lost_address, code_hash, made_at, ends_at)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		values: [
			...[code.id, code.purpose, code.kind, code.address, code.accountId, code.lostAddress, code.hash],
			...[code.at, code.endsAt],
		],
	});
}

export type FoundCode = Contact & { accountId: string | null; lostAddress: string | null; hash: Buffer };

/** Takes one try; undefined when there is no such code, it ended, or its tries are used up: counted before compared. */
export async function takeTry(
	id: string,
	purpose: Purpose,
	at: Date,
	most: number,
): Promise<FoundCode | undefined> {
	const { rows } = await db.query<FoundCode>({
		name: 'identity.try-code',
		text: `update identity.code set tries = tries + 1
			where id = $1 and purpose = $2 and used_at is null and ends_at > $3 and tries < $4
			returning kind, address, account_id as "accountId", lost_address as "lostAddress", code_hash as hash`,
		values: [id, purpose, at, most],
	});
	return rows[0];
}

/** True for one of all who show the right code at once. */
export async function useCodeRow(tx: Tx, id: string, at: Date): Promise<boolean> {
	const { rowCount } = await tx.query({
		name: 'identity.use-code',
		text: 'update identity.code set used_at = $2 where id = $1 and used_at is null',
		values: [id, at],
	});
	return rowCount === 1;
}

/** What a ticket is for, to show it again: never whether somebody has an account. */
export async function selectTicket(id: string, purpose: Purpose, at: Date): Promise<Contact | undefined> {
	const { rows } = await db.query<Contact>({
		name: 'identity.code-ticket',
		text: `select kind, address from identity.code where id = $1 and purpose = $2 and used_at is null and ends_at > $3`,
		values: [id, purpose, at],
	});
	return rows[0];
}

/** As the owner: codes and challenges that ended before a moment. */
export async function deleteEndedCodes(owner: Db, before: Date): Promise<void> {
	await owner.query({
		text: `with codes as (delete from identity.code where ends_at < $1)
			delete from identity.challenge where ends_at < $1`,
		values: [before],
	});
}
