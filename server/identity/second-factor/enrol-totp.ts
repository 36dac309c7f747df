import { now } from '#platform/clock';
import { withTx } from '#platform/db';
import { newId } from '#platform/ids';
import { Refusal } from '#platform/refusal';
import { seal } from '#platform/secret';
import { giveBack, spend } from '#platform/throttle';
import type { Officer } from '../actor.ts';
import { getAccount } from '../get-account.ts';
import { installation, note } from '../note.ts';
import { renewSession } from '../renew-session.ts';
import { requireFresh } from '../require-fresh.ts';
import type { NewSession } from '../start-session.ts';
import {
	confirmTotpRow,
	countRecovery,
	insertTotp,
	replaceRecovery,
	selectTotp,
} from '../store/second-factor.ts';
import { revokeSessions } from '../store/sessions.ts';
import { readSecret, totpPurpose } from './prove.ts';
import { hashOfRecovery, inventRecoveryCodes } from './recovery-codes.ts';
import { tellOfFactor } from './tell-of-factor.ts';
import { findStep, keyAddress, newSecret, toBase32 } from './totp.ts';

const mostApps = 3;
const tries = { count: 10, perSeconds: 900 };
const issuer = 'Sumut Smart Province';

/**
 * Begins to add an authenticator app: a secret to scan, good once a code of it was shown. Refuses
 * `identity/not-fresh`, `identity/change-password-first`, `identity/apps-full`.
 */
export async function beginTotp(actor: Officer): Promise<void> {
	await requireFresh(actor);
	if (actor.mustChangePassword) throw new Refusal('conflict', 'identity/change-password-first');
	const apps = await selectTotp(actor.accountId);
	if (apps.filter(({ confirmedAt }) => confirmedAt).length >= mostApps) {
		throw new Refusal('conflict', 'identity/apps-full', { params: { most: mostApps } });
	}
	const secret = seal(totpPurpose, newSecret().toString('base64url'));
	await withTx((tx) => insertTotp(tx, { id: newId(), accountId: actor.accountId, secret, at: now() }));
}

/** What was begun and waits for its first code: for typing, and for a QR code. */
export async function findPendingTotp(
	actor: Officer,
): Promise<{ id: string; secret: string; address: string } | undefined> {
	const pending = (await selectTotp(actor.accountId)).find(({ confirmedAt }) => confirmedAt === null);
	if (!pending) return undefined;
	const secret = readSecret(pending.secret);
	const { email } = await getAccount(actor);
	return { id: pending.id, secret: toBase32(secret), address: keyAddress(issuer, email, secret) };
}

/** The session goes on under a new secret, with what it may do now, and every other one ends; recovery codes come with the first factor, once. */
export type Enrolled = { session: NewSession; recoveryCodes: string[] };

/**
 * The first code of the app makes it count. Refuses `identity/nothing-begun`, `identity/code-wrong`,
 * `identity/not-fresh`, `platform/too-many`.
 */
export async function confirmTotp(actor: Officer, { code }: { code: string }): Promise<Enrolled> {
	await requireFresh(actor);
	const { accountId } = actor;
	const pending = (await selectTotp(accountId)).find(({ confirmedAt }) => confirmedAt === null);
	if (!pending) throw new Refusal('conflict', 'identity/nothing-begun');
	const key = `enrol totp ${accountId}`;
	await spend(key, tries);
	const step = findStep(readSecret(pending.secret), code.replace(/\s/g, ''), now());
	if (step === undefined) {
		throw new Refusal('invalid', 'identity/code-wrong', { fields: { code: 'refusal.identity.code-wrong' } });
	}
	await giveBack(key, tries);
	const codes = (await countRecovery(accountId)) === 0 ? inventRecoveryCodes() : [];
	return withTx(async (tx) => {
		const at = now();
		const first = await confirmTotpRow(tx, pending.id, step, at);
		if (!first) throw new Refusal('conflict', 'identity/nothing-begun');
		if (codes.length > 0) {
			const hashes = codes.map((one) => hashOfRecovery(accountId, one));
			await replaceRecovery(tx, accountId, hashes, at);
		}
		await note(tx, actor, { pemda: installation, name: 'add-totp', accountId });
		await tellOfFactor(tx, accountId, 'added');
		const session = await renewSession(tx, actor, ['totp']);
		await revokeSessions(tx, accountId, at, { keep: session.sessionId });
		return { session, recoveryCodes: codes };
	});
}
