import { now } from '#platform/clock';
import { withTx } from '#platform/db';
import { Refusal } from '#platform/refusal';
import type { Officer } from '../actor.ts';
import { isId } from '../is-id.ts';
import { installation, note } from '../note.ts';
import { requireFresh } from '../require-fresh.ts';
import { removeTotpRows, replaceRecovery } from '../store/second-factor.ts';
import { revokeSessions } from '../store/sessions.ts';
import { keepOne } from './last-factor.ts';
import { hasSecondFactor, listFactors } from './list-factors.ts';
import { hashOfRecovery, inventRecoveryCodes } from './recovery-codes.ts';
import { tellOfFactor } from './tell-of-factor.ts';

/**
 * Takes one's own authenticator app away and ends every other session; the last second factor only where the installation
 * does not require one. Refuses `identity/not-fresh`, `identity/last-factor`, `identity/no-such-factor`.
 */
export async function removeTotp(actor: Officer, { id }: { id: string }): Promise<void> {
	await requireFresh(actor);
	const { accountId } = actor;
	const { apps } = await listFactors(actor);
	if (!isId(id) || !apps.some((app) => app.id === id)) {
		throw new Refusal('not-found', 'identity/no-such-factor');
	}
	await withTx(async (tx) => {
		await removeTotpRows(tx, accountId, id, now());
		await keepOne(tx, accountId);
		await revokeSessions(tx, accountId, now(), { keep: actor.sessionId });
		await note(tx, actor, { pemda: installation, name: 'remove-totp', accountId });
		await tellOfFactor(tx, accountId, 'removed');
	});
}

/** Ten new recovery codes, returned once; the old ones end. Refuses `identity/not-fresh`, `identity/nothing-to-recover`. */
export async function renewRecoveryCodes(actor: Officer): Promise<string[]> {
	await requireFresh(actor);
	const { accountId } = actor;
	if (!(await hasSecondFactor(accountId))) {
		throw new Refusal('conflict', 'identity/nothing-to-recover');
	}
	const codes = inventRecoveryCodes();
	const hashes = codes.map((one) => hashOfRecovery(accountId, one));
	await withTx(async (tx) => {
		await replaceRecovery(tx, accountId, hashes, now());
		await note(tx, actor, { pemda: installation, name: 'renew-recovery', accountId });
		await tellOfFactor(tx, accountId, 'recovery-renewed');
	});
	return codes;
}
