import { now } from '#platform/clock';
import { withTx } from '#platform/db';
import { Refusal } from '#platform/refusal';
import { checkPassword, plainAddress } from './new-account.ts';
import { commandLine, recordSetUp } from './new-administrator.ts';
import { installation } from './note.ts';
import { hashPassword } from './password.ts';
import { lockAccount, updatePassword } from './store/accounts.ts';
import { revokeSessions } from './store/sessions.ts';

/**
 * A new password from the command line, for an operator nobody else can help. Every session of the account ends.
 * Refuses `identity/no-such-account` and passwords that will not do.
 */
export async function replacePassword(input: { email: string; password: string }): Promise<void> {
	const password = await hashPassword(await checkPassword(input.password, { email: input.email }));
	const at = now();
	await withTx(async (tx) => {
		const accountId = await lockAccount(tx, { email: plainAddress(input.email) });
		if (!accountId) throw new Refusal('not-found', 'identity/no-such-account');
		await updatePassword(tx, { accountId, password, mustChange: false, at });
		await revokeSessions(tx, accountId, at, { keep: null });
		await recordSetUp(tx, { pemda: installation, act: 'replace-password', accountId, origin: commandLine });
	});
}
