import { record } from '#platform/audit';
import type { Tx } from '#platform/db';
import { province } from '#regions';
import { labelOf, type Officer, type Resident } from './actor.ts';

/** Whose trail an account's own acts belong to: accounts are of the installation, which the province runs. */
export const installation = province;

/** One line of the audit trail about an account. */
export function note(tx: Tx, actor: Officer | Resident, act: Act, detail?: object): Promise<void> {
	return record(tx, {
		pemda: act.pemda,
		actor: labelOf(actor),
		act: `identity/${act.name}`,
		subject: `account:${act.accountId}`,
		origin: actor.origin,
		...(detail ? { detail } : {}),
	});
}
type Act = { pemda: string; name: string; accountId: string };

/** The same about one's own account. */
export function noteOwn(tx: Tx, actor: Officer | Resident, name: string, detail?: object): Promise<void> {
	return note(tx, actor, { pemda: installation, name, accountId: actor.accountId }, detail);
}
