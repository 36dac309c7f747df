import { now } from '#platform/clock';
import { withTx } from '#platform/db';
import { Refusal } from '#platform/refusal';
import { mayStillSpend, spend } from '#platform/throttle';
import type { Officer } from './actor.ts';
import { note } from './create-account.ts';
import { checkPassword } from './new-account.ts';
import { hashPassword, isPassword } from './password.ts';
import { selectPassword, updatePassword } from './store/accounts.ts';
import { revokeSessions } from './store/sessions.ts';

const tries = { count: 8, perSeconds: 900 };

/** Needs the present password; every other session of the account ends. */
export async function changePassword(actor: Officer, input: { present: string; password: string }): Promise<void> {
	const key = `change password ${actor.accountId}`;
	await mayStillSpend(key, tries);
	if (!(await isPassword(input.present, await selectPassword(actor.accountId)))) {
		await spend(key, tries);
		throw new Refusal('invalid', 'identity/password-wrong', { fields: { present: 'refusal.identity.password-wrong' } });
	}
	const hash = await hashPassword(checkPassword(input.password));
	await withTx(async (tx) => {
		await updatePassword(tx, actor.accountId, hash, false, now());
		await revokeSessions(tx, actor.accountId, now(), { keep: actor.sessionId });
		await note(tx, actor, '12', 'identity/change-password', actor.accountId);
	});
}
