import { now } from '#platform/clock';
import { withTx } from '#platform/db';
import { Refusal } from '#platform/refusal';
import { giveBack, spend } from '#platform/throttle';
import type { Officer } from './actor.ts';
import { getAccount } from './get-account.ts';
import { checkPassword } from './new-account.ts';
import { installation, note } from './note.ts';
import { hashPassword, isPassword } from './password.ts';
import { selectPassword, updatePassword } from './store/accounts.ts';
import { revokeSessions } from './store/sessions.ts';

const tries = { count: 8, perSeconds: 900 };

/**
 * Needs the present password; every other session of the account ends. Refuses `identity/password-wrong`,
 * `identity/password-same`, `identity/password-short`, `identity/password-weak`,
 * `identity/password-known`, after eight failures `platform/too-many`.
 */
export async function changePassword(
	actor: Officer,
	input: { present: string; password: string },
): Promise<void> {
	const { accountId } = actor;
	const { email } = await getAccount(actor);
	const password = await checkPassword(input.password, { email });
	const key = `change password ${accountId}`;
	await spend(key, tries);
	if (!(await isPassword(input.present.slice(0, 1000), await selectPassword(accountId))))
		throw refusal('password-wrong', 'present');
	await giveBack(key, tries);
	if (input.present === password) throw refusal('password-same', 'password');
	const hash = await hashPassword(password);
	const at = now();
	await withTx(async (tx) => {
		await updatePassword(tx, { accountId, password: hash, mustChange: false, at });
		await revokeSessions(tx, accountId, at, { keep: actor.sessionId });
		await note(tx, actor, { pemda: installation, name: 'change-password', accountId });
	});
}

function refusal(what: 'password-wrong' | 'password-same', field: string): Refusal {
	return new Refusal('invalid', `identity/${what}`, { fields: { [field]: `refusal.identity.${what}` } });
}
