import * as client from 'openid-client';
import { z } from 'zod';
import { type Actor, requireFresh } from '#identity';
import { now } from '#platform/clock';
import { Refusal } from '#platform/refusal';
import { seal, unseal } from '#platform/secret';
import { ownerOf } from '../consents.ts';
import { mayLinkTo } from './may-link.ts';
import { reachOutside, returnAddress } from './reach-outside.ts';

const purpose = 'sso outside way';
const minutes = 10;
const shape = z.object({
	id: z.uuid(),
	state: z.string(),
	nonce: z.string(),
	verifier: z.string(),
	/** The account that is to be linked; null: somebody wants in. */
	link: z.uuid().nullable(),
	back: z.string(),
	until: z.number(),
});
export type Way = z.infer<typeof shape>;

/**
 * The way to another provider, to sign in with its word, or with `isLink` to link it with the account that asks, which
 * must have shown a factor just now. `ticket` is kept in the browser until it comes back. Refuses what `reachOutside`
 * does, `sso/not-for-you`, `identity/not-fresh`.
 */
export async function beginOutside(
	actor: Actor,
	{ id, isLink, back }: { id: string; isLink: boolean; back: string },
): Promise<{ address: string; ticket: { token: string; endsAt: Date } }> {
	const own = isLink ? ownerOf(actor) : null;
	if (own) await requireFresh(own);
	const { outside, configuration } = await reachOutside(id);
	if (own && !mayLinkTo(own, outside)) throw new Refusal('forbidden', 'sso/not-for-you');
	const verifier = client.randomPKCECodeVerifier();
	const [state, nonce] = [client.randomState(), client.randomNonce()];
	const endsAt = new Date(now().getTime() + minutes * 60_000);
	const way: Way = {
		id,
		state,
		nonce,
		verifier,
		link: own?.accountId ?? null,
		back,
		until: endsAt.getTime(),
	};
	const address = client.buildAuthorizationUrl(configuration, {
		redirect_uri: returnAddress(id),
		scope: 'openid',
		code_challenge: await client.calculatePKCECodeChallenge(verifier),
		code_challenge_method: 'S256',
		state,
		nonce,
		// Linking wants proof of both, not a session that stood open.
		...(isLink ? { prompt: 'login', max_age: '0' } : {}),
	});
	return { address: address.href, ticket: { token: seal(purpose, JSON.stringify(way)), endsAt } };
}

/** Refuses `sso/no-such-step` for a ticket that is not ours, or old. */
export function readWay(ticket: string | undefined): Way {
	const text = ticket && ticket.length < 3000 ? unseal(purpose, ticket) : undefined;
	const read = shape.safeParse(text === undefined ? undefined : JSON.parse(text));
	if (!read.success || read.data.until < now().getTime()) throw new Refusal('not-found', 'sso/no-such-step');
	return read.data;
}
