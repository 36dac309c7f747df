import { record } from '#platform/audit';
import { now } from '#platform/clock';
import type { Tx } from '#platform/db';
import { newId } from '#platform/ids';
import { labelOf, type Officer } from './actor.ts';

/** An account for a resident without a telephone or an address, made at a counter: nobody can sign in to it yet. */
export async function createAssisted(
	tx: Tx,
	officer: Officer,
	{ name, pemda }: { name: string; pemda: string },
): Promise<string> {
	const id = newId();
	await tx.query({
		name: 'identity.assisted',
		text: `insert into identity.account (id, kind, name, created_at, created_by) values ($1, 'resident', $2, $3, $4)`,
		values: [id, name, now(), labelOf(officer)],
	});
	await record(tx, {
		pemda,
		actor: labelOf(officer),
		act: 'identity/create-assisted',
		subject: `account:${id}`,
		origin: officer.origin,
	});
	return id;
}
