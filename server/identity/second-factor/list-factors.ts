import { type Db, db } from '#platform/db';
import type { Officer } from '../actor.ts';
import { selectPasskeys } from '../store/passkeys.ts';
import { countRecovery, selectTotp } from '../store/second-factor.ts';

export type OwnFactors = {
	/** Authenticator apps, since when. */
	apps: { id: string; since: Date }[];
	recoveryLeft: number;
};

/** What an officer can show beside the password. */
export async function listFactors(actor: Officer): Promise<OwnFactors> {
	const [apps, recoveryLeft] = await Promise.all([
		selectTotp(actor.accountId),
		countRecovery(actor.accountId),
	]);
	return {
		apps: apps.flatMap(({ id, confirmedAt }) => (confirmedAt ? [{ id, since: confirmedAt }] : [])),
		recoveryLeft,
	};
}

/** Whether a code of an authenticator app can be asked for. */
export async function hasApp(accountId: string, on: Db = db): Promise<boolean> {
	return (await selectTotp(accountId, on)).some(({ confirmedAt }) => confirmedAt !== null);
}

/** Whether a password alone no longer begins a session of this account: it has an app, or a passkey. */
export async function hasSecondFactor(accountId: string, on: Db = db): Promise<boolean> {
	return (await hasApp(accountId, on)) || (await selectPasskeys(accountId, on)).length > 0;
}
