import type { RegistrationResponseJSON } from '@simplewebauthn/server';
import { z } from 'zod';
import { now } from '#platform/clock';
import { withTx } from '#platform/db';
import { Refusal } from '#platform/refusal';
import type { Officer, Resident } from '../actor.ts';
import { noteOwn } from '../note.ts';
import { requireFresh } from '../require-fresh.ts';
import { tellContacts } from '../residents/tell.ts';
import { tellOfFactor } from '../second-factor/tell-of-factor.ts';
import { insertPasskey, selectPasskeys } from '../store/passkeys.ts';
import { algorithms, isOurs, library, remember, site } from './ceremony.ts';

const siteName = 'Sumut Smart Province';
const most = 20;

/** What the browser is asked to make a key for: discoverable, with the person verified by the device. */
export async function offerPasskey(actor: Officer | Resident, name: string) {
	const present = await selectPasskeys(actor.accountId);
	const { generateRegistrationOptions } = await library();
	const options = await generateRegistrationOptions({
		rpName: siteName,
		rpID: site().rpID,
		userName: name,
		userID: Buffer.from(actor.accountId.replaceAll('-', ''), 'hex'),
		attestationType: 'none',
		supportedAlgorithmIDs: algorithms,
		excludeCredentials: present.map(({ id }) => ({ id })),
		authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
	});
	await remember(options.challenge, 'add', actor.accountId);
	return options;
}

/** The parts that are read before the library checks the rest. */
const answer = z.looseObject({
	id: z.string().max(1400),
	rawId: z.string(),
	type: z.literal('public-key'),
	response: z.looseObject({ clientDataJSON: z.string(), attestationObject: z.string() }),
	clientExtensionResults: z.looseObject({}).default({}),
});

/**
 * Keeps the key the browser made. All contacts hear of it. Refuses `identity/not-fresh`, `identity/passkey-wrong`
 * (not asked for, another site's, answered before), `identity/passkeys-many`.
 */
export async function addPasskey(
	actor: Officer | Resident,
	{ response, name }: { response: unknown; name: string },
): Promise<void> {
	await requireFresh(actor);
	const { accountId, lang } = actor;
	if ((await selectPasskeys(accountId)).length >= most)
		throw new Refusal('conflict', 'identity/passkeys-many');
	const { credential, transports } = await verify(response, accountId);
	await withTx(async (tx) => {
		const key = {
			...credential,
			accountId,
			transports,
			at: now(),
			name: name.trim().slice(0, 60) || 'Kunci sandi',
		};
		if (!(await insertPasskey(tx, key))) throw wrongPasskey();
		await noteOwn(tx, actor, 'add-passkey');
		if (actor.kind === 'officer') await tellOfFactor(tx, accountId, 'added');
		else await tellContacts(tx, { accountId, lang }, 'passkey-added');
	});
}

async function verify(response: unknown, accountId: string) {
	const read = answer.safeParse(response);
	if (!read.success) throw wrongPasskey();
	const { origin, rpID } = site();
	const given = read.data as RegistrationResponseJSON; // what is not read here is read by the library
	const { verifyRegistrationResponse } = await library();
	const { registrationInfo } = await verifyRegistrationResponse({
		response: given,
		expectedChallenge: isOurs('add', accountId),
		expectedOrigin: origin,
		expectedRPID: rpID,
		requireUserVerification: true,
		supportedAlgorithmIDs: algorithms,
	}).catch(() => {
		throw wrongPasskey();
	});
	if (!registrationInfo) throw wrongPasskey();
	const { id, publicKey, counter, transports = [] } = registrationInfo.credential;
	return { credential: { id, publicKey: Buffer.from(publicKey), counter }, transports };
}

export function wrongPasskey(): Refusal {
	return new Refusal('invalid', 'identity/passkey-wrong');
}
