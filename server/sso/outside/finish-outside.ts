import * as client from 'openid-client';
import {
	type Actor,
	type Entry,
	enterFromOutside,
	findAccount,
	labelOf,
	type Officer,
	type Resident,
	requireFresh,
	type Visit,
} from '#identity';
import { record } from '#platform/audit';
import { now } from '#platform/clock';
import { withScope } from '#platform/db';
import { newId } from '#platform/ids';
import { log } from '#platform/log';
import { Refusal } from '#platform/refusal';
import { sign } from '#platform/secret';
import { ownerOf } from '../consents.ts';
import { findLinked, insertLink, type Outside } from '../store/outside.ts';
import { readWay, type Way } from './begin-outside.ts';
import { mayEnterBy, mayLinkTo } from './may-link.ts';
import { type Reached, reachOutside } from './reach-outside.ts';

export type Returned =
	| { kind: 'entered'; forWhom: Outside['forWhom']; entry: Entry; back: string }
	| { kind: 'linked'; back: string };

/** How long ago somebody may have signed in there for a link: the way there and back. */
const freshSeconds = 600;

/**
 * Takes somebody back from another provider: the answer must be of the provider they were sent to, to this browser, once.
 * Refuses `sso/no-such-step`, `sso/provider-refused`, `sso/not-linked`, `sso/not-for-you`, `sso/already-linked`,
 * `identity/not-fresh`, `identity/wrong-sign-in`.
 */
export async function finishOutside(
	actor: Actor,
	{ id, address, ticket }: { id: string; address: URL; ticket: string | undefined },
	visit: Visit,
): Promise<Returned> {
	const way = readWay(ticket);
	if (way.id !== id) throw new Refusal('not-found', 'sso/no-such-step');
	const reached = await reachOutside(id);
	const subject = await exchange(reached, address, way);
	const { outside } = reached;
	if (way.link) {
		const own = ownerOf(actor);
		if (own.accountId !== way.link) throw new Refusal('forbidden', 'sso/not-for-you');
		await link(own, outside, subject);
		return { kind: 'linked', back: way.back };
	}
	const entry = await enter(outside, subject, visit);
	return { kind: 'entered', forWhom: outside.forWhom, entry, back: way.back };
}

/** Who they are there, as a keyed hash. The library checks issuer, state, nonce, signature, audience and time. */
async function exchange({ outside, configuration }: Reached, address: URL, way: Way): Promise<Buffer> {
	try {
		const tokens = await client.authorizationCodeGrant(configuration, address, {
			pkceCodeVerifier: way.verifier,
			expectedState: way.state,
			expectedNonce: way.nonce,
			idTokenExpected: true,
			...(way.link ? { maxAge: freshSeconds } : {}),
		});
		const subject = tokens.claims()?.sub ?? '';
		return sign('sso outside subject', `${outside.issuer}\n${subject}`);
	} catch (error) {
		log.warn({ err: error instanceof Error ? error.name : 'unknown' }, 'an outside sign-in was refused');
		throw new Refusal('invalid', 'sso/provider-refused');
	}
}

async function enter(outside: Outside, subject: Buffer, visit: Visit): Promise<Entry> {
	const accountId = await findLinked(outside.id, subject, now());
	if (!accountId) throw new Refusal('forbidden', 'sso/not-linked');
	const account = await findAccount(accountId);
	if (account && !mayEnterBy(account, outside)) throw new Refusal('forbidden', 'sso/not-for-you');
	return enterFromOutside(accountId, visit);
}

async function link(own: Officer | Resident, outside: Outside, subject: Buffer): Promise<void> {
	await requireFresh(own);
	if (!mayLinkTo(own, outside)) throw new Refusal('forbidden', 'sso/not-for-you');
	const { accountId } = own;
	await withScope({ account: accountId }, async (tx) => {
		const row = { pemda: outside.pemda, outsideId: outside.id, id: newId(), subject, accountId, at: now() };
		if (!(await insertLink(tx, row))) throw new Refusal('conflict', 'sso/already-linked');
		await record(tx, {
			pemda: outside.pemda,
			actor: labelOf(own),
			act: 'sso/link',
			subject: `account:${accountId}`,
			origin: own.origin,
			detail: { provider: outside.id },
		});
	});
}
