import { now } from '#platform/clock';
import { config } from '#platform/config';
import { db } from '#platform/db';
import { insertChallenge, type Purpose, takeChallenge } from '../store/passkeys.ts';

const minutes = 10;

/** Three hundred modules, read when the first key is asked for. */
export const library = () => import('@simplewebauthn/server');

/** Ed25519, ECDSA on P-256 and RSA, all with SHA-256 or better: what devices make, and Node checks without experiments. */
export const algorithms = [-8, -7, -257];

/** For which site keys are: the host people type. Another host's keys are refused by the browser and again here. */
export const site = () => ({ origin: config.publicOrigin, rpID: new URL(config.publicOrigin).hostname });

/** A challenge is remembered until it is answered, once, within minutes. */
export function remember(challenge: string, purpose: Purpose, accountId: string | null): Promise<void> {
	const endsAt = new Date(now().getTime() + minutes * 60_000);
	return insertChallenge(db, { challenge, purpose, accountId, endsAt });
}

/** For the verifier: whether a challenge in an answer is one of ours that nobody answered before. */
export function isOurs(purpose: Purpose, accountId: string | null): (challenge: string) => Promise<boolean> {
	return (challenge) => takeChallenge(challenge, purpose, accountId, now());
}
