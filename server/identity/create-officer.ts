import { now } from '#platform/clock';
import { type Tx, withScope } from '#platform/db';
import { newId } from '#platform/ids';
import { Refusal } from '#platform/refusal';
import { findPost } from '#regions';
import { labelOf, type Officer } from './actor.ts';
import { propose } from './four-eyes/propose.ts';
import { inventPassword, type Person, readNewAccount } from './new-account.ts';
import { findGivenPost, findWrongDays, type NewHolding } from './new-holding.ts';
import { note } from './note.ts';
import { hashPassword } from './password.ts';
import { needsSecondPerson, wallOf } from './policy.ts';
import { requireFresh } from './require-fresh.ts';
import { insertAccount, lockAccount } from './store/accounts.ts';
import { insertHolding } from './store/holdings.ts';

export type NewOfficer = Person & NewHolding;

/**
 * Gives somebody a post, and an account when the address has none. The first password is returned once, for handing
 * over; it must be changed within a week, at the first sign-in. Null when the account was there before: its name and
 * password stay. Refuses `identity/not-yours`, `identity/account-wrong` with every wrong field, `identity/already-holds`.
 */
export async function createOfficer(
	actor: Officer,
	input: NewOfficer,
): Promise<{ accountId: string; password: string | null; awaits: Awaits }> {
	const post = await findGivenPost(actor, input);
	await requireFresh(actor);
	const person = readNewAccount(input, {
		...(post ? {} : { post: 'refusal.identity.no-such-post' }),
		...findWrongDays(input),
	});
	const password = inventPassword();
	const hash = await hashPassword(password);
	return withScope(wallOf(actor, input.pemda), async (tx) => {
		const account = { id: newId(), ...person, password: hash, mustChange: true, isOperator: false };
		const fresh = await insertAccount(tx, { ...account, by: labelOf(actor) }, now());
		const accountId = await lockAccount(tx, { email: person.email });
		if (!accountId) throw new Error('An account that was just made is not there');
		const awaits = await give(tx, actor, accountId, input);
		return { accountId, password: fresh ? password : null, awaits };
	});
}

/** A post of an administrator or overseer is only proposed: it is held when a second person says yes. */
export type Awaits = 'second-person' | null;

/** Gives a post to an account that the transaction has locked, or proposes it where one person is not enough. */
export async function give(tx: Tx, actor: Officer, accountId: string, holding: NewHolding): Promise<Awaits> {
	const { pemda, ...asked } = holding;
	const post = await findPost(pemda, holding.postId);
	if (post && needsSecondPerson(post.role)) {
		const { postId, acting, from, to } = asked;
		const given = { postId, acting, from, to };
		await propose(tx, actor, { pemda, kind: 'give-post', accountId, holding: given, reason: '' });
		return 'second-person';
	}
	const given = await insertHolding(tx, { ...holding, id: newId(), accountId, by: labelOf(actor) });
	if (!given)
		throw new Refusal('conflict', 'identity/already-holds', {
			fields: { post: 'refusal.identity.already-holds' },
		});
	const { postId, acting, from, to } = holding;
	await note(tx, actor, { pemda, name: 'give-post', accountId }, { postId, acting, from, to });
	return null;
}
