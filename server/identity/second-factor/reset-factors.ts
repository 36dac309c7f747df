import { record } from '#platform/audit';
import { now } from '#platform/clock';
import { type Tx, withTx } from '#platform/db';
import { Refusal } from '#platform/refusal';
import { plainAddress } from '../new-account.ts';
import { commandLine } from '../new-administrator.ts';
import { installation } from '../note.ts';
import { lockAccount } from '../store/accounts.ts';
import { endPasskeys } from '../store/passkeys.ts';
import { removeTotpRows, replaceRecovery } from '../store/second-factor.ts';
import { revokeSessions } from '../store/sessions.ts';
import { tellOfFactor } from './tell-of-factor.ts';

/** Takes every second factor off an account and ends its sessions; the next sign-in sets up another. */
export async function resetFactors(tx: Tx, accountId: string, at: Date): Promise<void> {
	await removeTotpRows(tx, accountId, null, at);
	await replaceRecovery(tx, accountId, [], at);
	await endPasskeys(tx, accountId, null, at);
	await revokeSessions(tx, accountId, at, { keep: null });
	await tellOfFactor(tx, accountId, 'reset');
}

/** From the command line, for an operator nobody else can help. Refuses `identity/no-such-account`. */
export async function resetFactorsByCommand({ email }: { email: string }): Promise<void> {
	await withTx(async (tx) => {
		const accountId = await lockAccount(tx, { email: plainAddress(email) });
		if (!accountId) throw new Refusal('not-found', 'identity/no-such-account');
		await resetFactors(tx, accountId, now());
		const line = { pemda: installation, actor: 'system:ssp', act: 'identity/reset-factors' };
		await record(tx, { ...line, subject: `account:${accountId}`, origin: commandLine });
	});
}
