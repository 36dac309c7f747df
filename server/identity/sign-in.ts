import { now } from '#platform/clock';
import { withTx } from '#platform/db';
import { Refusal } from '#platform/refusal';
import { sign } from '#platform/secret';
import { giveBack, spend } from '#platform/throttle';
import { firstPasswordDays, plainAddress } from './new-account.ts';
import { hashPassword, isOutdated, isPassword } from './password.ts';
import { makeTicket } from './second-factor/finish-sign-in.ts';
import { hasSecondFactor } from './second-factor/list-factors.ts';
import { type NewSession, startSession } from './start-session.ts';
import { replaceHash, selectForSignIn } from './store/accounts.ts';

export type SignIn = {
	email: string;
	password: string;
	/** A shortened network address. */
	origin: string;
	/** What the browser calls itself. */
	device: string;
};

const minutes15 = 900;
const budgets = {
	// Somebody far away who guesses does not lock the officer out of their own office.
	pair: { count: 8, perSeconds: minutes15 },
	account: { count: 50, perSeconds: minutes15 },
	origin: { count: 60, perSeconds: minutes15 },
};

/** `awaits`: what must be shown before it is a session; until then `token` is only a ticket for `finishSignIn`. */
export type Entry = NewSession & { awaits: 'second-factor' | null };

/**
 * Starts a session for an officer, or where the account has a second factor the first half of one. A wrong pair, an unknown address, a suspended account and a first password that
 * waited too long are refused in the same words after the same work (`identity/wrong-sign-in`). Only failures count
 * against the budgets of the account, of where they come from, and of both together (`platform/too-many`).
 */
export async function signIn({ email, password, origin, device }: SignIn): Promise<Entry> {
	const address = readAddress(email);
	const tries = triesOf(address, origin);
	for (const [key, budget] of tries) await spend(key, budget);
	const account =
		address === undefined ? undefined : await selectForSignIn(address, now(), firstPasswordDays);
	const right = await isPassword(password.slice(0, 1000), account?.password);
	if (!account || !right || account.shut) throw new Refusal('invalid', 'identity/wrong-sign-in');
	for (const [key, budget] of tries) await giveBack(key, budget);
	if (isOutdated(account.password)) {
		const hash = await hashPassword(password);
		await withTx((tx) => replaceHash(tx, account.id, account.password, hash));
	}
	if (await hasSecondFactor(account.id)) return makeTicket(account.id);
	return { ...(await startSession(account.id, ['password'], { origin, device })), awaits: null };
}

/** Undefined where it cannot be anybody's. */
function readAddress(email: string): string | undefined {
	const address = plainAddress(email);
	return address.length <= 254 && /^[!-~]+$/.test(address) ? address : undefined;
}

function triesOf(address: string | undefined, origin: string) {
	const account = sign('throttle sign-in', address ?? '').toString('base64url');
	return [
		[`sign in ${account} from ${origin}`, budgets.pair],
		[`sign in ${account}`, budgets.account],
		[`sign in from ${origin}`, budgets.origin],
	] as const;
}
