import type { Actor, Resident } from '#identity';
import { now } from '#platform/clock';
import { type Tx, withScope } from '#platform/db';
import { newId } from '#platform/ids';
import { note } from './note.ts';
import { ownAccountOf } from './policy.ts';

export type Consent = {
	id: string;
	/** What for: a key of the messages, `people.consent.<purpose>`. */
	purpose: string;
	basis: string;
	givenAt: Date;
	withdrawnAt: Date | null;
};

/** Once for a purpose while it holds: asked again it is the same consent. */
export async function giveConsent(
	tx: Tx,
	own: Resident,
	{ purpose, basis }: { purpose: string; basis: string },
): Promise<void> {
	const { rowCount } = await tx.query({
		name: 'people.give-consent',
		text: `insert into people.consent (id, account_id, purpose, basis, given_at)
			select $1, $2, $3, $4, $5 where not exists (select from people.consent
				where account_id = $2 and purpose = $3 and withdrawn_at is null)`,
		values: [newId(), own.accountId, purpose, basis, now()],
	});
	if (rowCount === 1)
		await note(tx, own, { accountId: own.accountId, act: 'give-consent', detail: { purpose } });
}

/** Newest first, withdrawn ones too. */
export async function listConsents(actor: Actor): Promise<Consent[]> {
	const { accountId } = ownAccountOf(actor);
	return withScope({ account: accountId }, async (tx) => {
		const { rows } = await tx.query<Consent>({
			name: 'people.consents',
			text: `select id, purpose, basis, given_at as "givenAt", withdrawn_at as "withdrawnAt"
				from people.consent where account_id = $1 order by given_at desc limit 200`,
			values: [accountId],
		});
		return rows;
	});
}

/** From now on; what was done under it stays. Withdrawing twice is no fault. */
export async function withdrawConsent(actor: Actor, consentId: string): Promise<void> {
	const own = ownAccountOf(actor);
	await withScope({ account: own.accountId }, async (tx) => {
		const { rowCount } = await tx.query({
			name: 'people.withdraw-consent',
			text: 'update people.consent set withdrawn_at = $2 where id::text = $1 and withdrawn_at is null',
			values: [consentId, now()],
		});
		if (rowCount === 1)
			await note(tx, own, { accountId: own.accountId, act: 'withdraw-consent', detail: { consentId } });
	});
}
