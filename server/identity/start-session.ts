import { createHash, randomBytes } from 'node:crypto';
import { record } from '#platform/audit';
import { now } from '#platform/clock';
import { config } from '#platform/config';
import { withTx } from '#platform/db';
import { newId } from '#platform/ids';
import type { Factor } from './actor.ts';
import { nameDevice } from './name-device.ts';
import { installation } from './note.ts';
import { insertSession } from './store/sessions.ts';

export type NewSession = { token: string; endsAt: Date };
/** Where somebody comes from: a shortened network address, and what the browser calls itself. */
export type Visit = { origin: string; device: string };

/** A session with a secret of its own, 256 random bits; only the secret's hash is kept. Ends at `endsAt` at the latest. */
export async function startSession(
	accountId: string,
	factors: Factor[],
	{ origin, device }: Visit,
): Promise<NewSession> {
	const token = randomBytes(32).toString('base64url');
	const at = now();
	const endsAt = new Date(at.getTime() + config.session.maxHours * 3_600_000);
	const session = {
		id: newId(),
		accountId,
		factors,
		tokenHash: hashOfToken(token),
		device: nameDevice(device),
	};
	const subject = `account:${accountId}`;
	await withTx(async (tx) => {
		await insertSession(tx, { ...session, origin, at, endsAt });
		await record(tx, { pemda: installation, actor: subject, act: 'identity/sign-in', subject, origin });
	});
	return { token, endsAt };
}

/** How a secret is kept: enough for a random one, since nobody can guess what to hash. */
export function hashOfToken(token: string): Buffer {
	return createHash('sha256').update(token).digest();
}
