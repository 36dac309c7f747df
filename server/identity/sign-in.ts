import { createHash, randomBytes } from 'node:crypto';
import { record } from '#platform/audit';
import { now } from '#platform/clock';
import { withTx } from '#platform/db';
import { newId } from '#platform/ids';
import { Refusal } from '#platform/refusal';
import { mayStillSpend, spend } from '#platform/throttle';
import { hashOfToken } from './find-actor.ts';
import { isPassword } from './password.ts';
import { sessionLimits } from './session-limits.ts';
import { selectForSignIn } from './store/accounts.ts';
import { insertSession } from './store/sessions.ts';

export type SignIn = { email: string; password: string; origin: string; device: string };
export type NewSession = { token: string; endsAt: Date };

const perAccount = { count: 8, perSeconds: 900 };
const perOrigin = { count: 60, perSeconds: 900 };

/**
 * Starts a session for an officer. A wrong pair, an unknown address and a suspended account are refused in the same
 * words after the same work (`identity/wrong-sign-in`); only failures count against the budgets, of the account and of
 * where they come from.
 */
export async function signIn({ email, password, origin, device }: SignIn): Promise<NewSession> {
	const address = email.trim().toLowerCase().slice(0, 254);
	const keys = [`sign in ${createHash('sha256').update(address).digest('hex')}`, `sign in from ${origin}`] as const;
	await mayStillSpend(keys[0], perAccount);
	await mayStillSpend(keys[1], perOrigin);
	const account = await selectForSignIn(address);
	const right = await isPassword(password.slice(0, 1000), account?.password);
	if (!account || !right || account.suspended) {
		await spend(keys[0], perAccount);
		await spend(keys[1], perOrigin);
		throw new Refusal('invalid', 'identity/wrong-sign-in');
	}
	return startSession(account.id, origin, device);
}

/** A session of its own secret; only the secret's hash is kept. */
export async function startSession(accountId: string, origin: string, device: string): Promise<NewSession> {
	const token = randomBytes(32).toString('base64url');
	const at = now();
	const endsAt = new Date(at.getTime() + sessionLimits.hours * 3_600_000);
	await withTx(async (tx) => {
		const session = { id: newId(), accountId, tokenHash: hashOfToken(token), device: deviceName(device), origin, at, endsAt };
		await insertSession(tx, session);
		await record(tx, { pemda: '12', actor: `account:${accountId}`, act: 'identity/sign-in', subject: `account:${accountId}`, origin });
	});
	return { token, endsAt };
}

/** What a browser calls itself, as a person would: "Chrome di Android". */
function deviceName(agent: string): string {
	const browsers: [RegExp, string][] = [[/Edg\//, 'Edge'], [/OPR\//, 'Opera'], [/Firefox\//, 'Firefox'], [/Chrome\//, 'Chrome'], [/Safari\//, 'Safari']];
	const systems: [RegExp, string][] = [[/Android/, 'Android'], [/iPhone|iPad/, 'iOS'], [/Windows/, 'Windows'], [/Mac OS/, 'macOS'], [/Linux/, 'Linux']];
	const name = (list: [RegExp, string][]) => list.find(([form]) => form.test(agent))?.[1] ?? '?';
	return `${name(browsers)} · ${name(systems)}`;
}
