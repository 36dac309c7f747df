import { type Actor, labelOf, requireFresh } from '#identity';
import { record } from '#platform/audit';
import { now } from '#platform/clock';
import { withScope } from '#platform/db';
import { newId } from '#platform/ids';
import { Refusal } from '#platform/refusal';
import { seal } from '#platform/secret';
import { mayAddProvider, wallOf } from '../policy.ts';
import { insertOutside } from '../store/outside.ts';
import { discover, isIssuer, returnAddress, sealedFor } from './reach-outside.ts';

export type NewOutside = {
	pemda: string;
	name: string;
	issuer: string;
	clientId: string;
	secret: string;
	forWhom: string;
};

/**
 * From now on another provider's word counts here: for officers of one government, or for residents. It is asked for its
 * description first. Refuses `sso/not-yours`, `identity/not-fresh`, wrong fields (`sso/provider-wrong`),
 * `sso/provider-silent`, `sso/provider-known`. Returns the address it must be told.
 */
export async function addOutside(
	actor: Actor,
	input: NewOutside,
): Promise<{ id: string; returnAddress: string }> {
	const { pemda } = input;
	const forWhom = input.forWhom === 'resident' ? 'resident' : 'officer';
	if (actor.kind !== 'officer' || !mayAddProvider(actor, pemda, forWhom))
		throw new Refusal('forbidden', 'sso/not-yours');
	await requireFresh(actor);
	const fields = findWrong(input);
	if (Object.keys(fields).length > 0) throw new Refusal('invalid', 'sso/provider-wrong', { fields });
	const { issuer, clientId, secret } = input;
	await discover(issuer, clientId, secret);
	const id = newId();
	const secretSealed = seal(sealedFor, secret);
	const row = {
		pemda,
		id,
		name: input.name,
		issuer,
		clientId,
		secretSealed,
		forWhom,
		madeAt: now(),
		disabledAt: null,
	} as const;
	await withScope(wallOf(actor, pemda), async (tx) => {
		const isNew = await insertOutside(tx, { ...row, by: labelOf(actor) });
		if (!isNew)
			throw new Refusal('conflict', 'sso/provider-known', {
				fields: { issuer: 'refusal.sso.provider-known' },
			});
		await record(tx, {
			pemda,
			actor: labelOf(actor),
			act: 'sso/add-provider',
			subject: `provider:${id}`,
			origin: actor.origin,
			detail: { issuer, clientId, forWhom },
		});
	});
	return { id, returnAddress: returnAddress(id) };
}

function findWrong({ name, issuer, clientId, secret }: NewOutside): Record<string, string> {
	const plain = /^[!-~]{1,300}$/;
	return {
		...(name.length < 3 || name.length > 60 || /[\p{Cc}\p{Cs}]/u.test(name)
			? { name: 'refusal.sso.name-wrong' }
			: {}),
		...(isIssuer(issuer) ? {} : { issuer: 'refusal.sso.issuer-wrong' }),
		...(plain.test(clientId) ? {} : { clientId: 'refusal.sso.client-wrong' }),
		...(plain.test(secret) ? {} : { secret: 'refusal.sso.client-wrong' }),
	};
}
