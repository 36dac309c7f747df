import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import { z } from 'zod';
import { now } from '#platform/clock';
import { Refusal } from '#platform/refusal';
import { spend } from '#platform/throttle';
import type { Officer, Resident } from '../actor.ts';
import { type NewSession, startSession, type Visit } from '../start-session.ts';
import { countPasskey, type PasskeyRow, type Purpose, selectPasskey } from '../store/passkeys.ts';
import { wrongPasskey } from './add-passkey.ts';
import { isOurs, library, remember, site } from './ceremony.ts';

/** Each look at the page of sign-in asks once, and a village shares an address. */
const asks = { count: 1000, perSeconds: 900 };

/** What a browser is asked to sign with whichever key its holder picks: who that is shows in the answer. */
export async function askPasskey(origin: string) {
	await spend(`passkey asked from ${origin}`, asks);
	const options = await makeOptions();
	await remember(options.challenge, 'enter', null);
	return options;
}

async function makeOptions() {
	const { generateAuthenticationOptions } = await library();
	return generateAuthenticationOptions({ rpID: site().rpID, userVerification: 'required' });
}

/** The same before a dangerous act: whoever is signed in shows a key of theirs anew. */
export async function askPasskeyAnew(actor: Officer | Resident) {
	const options = await makeOptions();
	await remember(options.challenge, 'fresh', actor.accountId);
	return options;
}

const answer = z.looseObject({
	id: z.string().max(1400),
	rawId: z.string(),
	type: z.literal('public-key'),
	response: z.looseObject({
		clientDataJSON: z.string(),
		authenticatorData: z.string(),
		signature: z.string(),
	}),
	clientExtensionResults: z.looseObject({}).default({}),
});

/**
 * A key begins a session: something one has and the device verified who holds it, so no password. Refuses
 * `identity/passkey-wrong` in every case but a suspended account (`identity/account-shut`).
 */
export async function enterWithPasskey(
	response: unknown,
	visit: Visit,
): Promise<NewSession & { kind: 'officer' | 'resident' }> {
	const { accountId, kind, suspended } = await verify(response, 'enter', null);
	if (suspended) throw new Refusal('forbidden', 'identity/account-shut');
	return { ...(await startSession(accountId, ['passkey'], visit)), kind };
}

/** A key of the actor's own, shown anew; refuses `identity/passkey-wrong`. */
export async function checkOwnPasskey(actor: Officer | Resident, response: unknown): Promise<void> {
	const { accountId } = await verify(response, 'fresh', actor.accountId);
	if (accountId !== actor.accountId) throw wrongPasskey();
}

async function verify(response: unknown, purpose: Purpose, of: string | null): Promise<PasskeyRow> {
	const read = answer.safeParse(response);
	const key = read.success ? await selectPasskey(read.data.id) : undefined;
	if (!read.success || !key) throw wrongPasskey();
	const { origin, rpID } = site();
	const given = read.data as AuthenticationResponseJSON; // what is not read here is read by the library
	const { verifyAuthenticationResponse } = await library();
	const { verified, authenticationInfo } = await verifyAuthenticationResponse({
		response: given,
		expectedChallenge: isOurs(purpose, of),
		expectedOrigin: origin,
		expectedRPID: rpID,
		credential: { id: key.id, publicKey: new Uint8Array(key.publicKey), counter: key.counter },
		requireUserVerification: true,
	}).catch(() => {
		throw wrongPasskey();
	});
	if (!verified || !(await countPasskey(key.id, authenticationInfo.newCounter, now()))) throw wrongPasskey();
	return key;
}
