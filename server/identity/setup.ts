import { randomBytes } from 'node:crypto';
import { record } from '#platform/audit';
import { now } from '#platform/clock';
import { db, withTx } from '#platform/db';
import { newId } from '#platform/ids';
import { Refusal } from '#platform/refusal';
import { spend } from '#platform/throttle';
import { hashOfToken } from './find-actor.ts';
import { checkPassword, readNewAccount } from './new-account.ts';
import { hashPassword } from './password.ts';
import { hasAdministrator, insertAccount } from './store/accounts.ts';
import { insertSetupToken, takeSetupToken } from './store/setup.ts';

const lastsHours = 24;

/** A one-time link's secret for the first start; undefined once there is an operator. */
export async function createSetupToken(): Promise<string | undefined> {
	if (await hasAdministrator(db, now())) return undefined;
	const token = randomBytes(32).toString('base64url');
	await insertSetupToken(db, hashOfToken(token), new Date(now().getTime() + lastsHours * 3_600_000));
	return token;
}

export type NewOperator = { email: string; name: string; password: string };

/** The first operator, by the link that was printed. It works once, for a day, and only while there is none. */
export async function useSetupToken(token: string, input: NewOperator, origin: string): Promise<{ accountId: string }> {
	await spend(`set-up from ${origin}`, { count: 20, perSeconds: 3600 });
	const account = readNewAccount(input);
	const hash = await hashPassword(checkPassword(input.password));
	return withTx(async (tx) => {
		const at = now();
		const valid = (await takeSetupToken(tx, hashOfToken(token), at)) && !(await hasAdministrator(tx, at));
		if (!valid) throw new Refusal('not-found', 'identity/no-such-link');
		return insertOperator(tx, account, hash, origin);
	});
}

/** From the operator's own command line: whoever can run it owns the machine. */
export async function createOperator(input: NewOperator): Promise<{ accountId: string }> {
	const account = readNewAccount(input);
	const hash = await hashPassword(checkPassword(input.password));
	return withTx((tx) => insertOperator(tx, account, hash, 'command line'));
}

async function insertOperator(
	tx: Parameters<typeof insertAccount>[0],
	account: { email: string; name: string },
	password: string,
	origin: string,
): Promise<{ accountId: string }> {
	const accountId = newId();
	const fresh = await insertAccount(tx, { id: accountId, ...account, password, mustChange: false, isOperator: true, by: 'system:set-up' });
	if (!fresh) throw new Refusal('conflict', 'identity/email-taken', { fields: { email: 'refusal.identity.email-taken' } });
	const actor = 'system:set-up';
	await record(tx, { pemda: '12', actor, act: 'identity/create-operator', subject: `account:${accountId}`, origin });
	return { accountId };
}
