import { withScope } from '#platform/db';
import { Refusal } from '#platform/refusal';
import type { Officer } from './actor.ts';
import { type Awaits, give } from './create-officer.ts';
import { isId } from './is-id.ts';
import { findGivenPost, findWrongDays, type NewHolding } from './new-holding.ts';
import { wallOf } from './policy.ts';
import { requireFresh } from './require-fresh.ts';
import { lockAccount } from './store/accounts.ts';

/**
 * One more post for an officer this government knows already. Refuses `identity/not-yours`,
 * `identity/no-such-account`, `identity/account-wrong` with every wrong field, `identity/already-holds`.
 */
export async function givePost(actor: Officer, input: NewHolding & { accountId: string }): Promise<Awaits> {
	const post = await findGivenPost(actor, input);
	await requireFresh(actor);
	const fields = {
		...(post ? {} : { post: 'refusal.identity.no-such-post' }),
		...findWrongDays(input),
	};
	if (Object.keys(fields).length > 0) throw new Refusal('invalid', 'identity/account-wrong', { fields });
	return withScope(wallOf(actor, input.pemda), async (tx) => {
		const known =
			isId(input.accountId) && (await lockAccount(tx, { id: input.accountId, pemda: input.pemda }));
		if (!known) throw new Refusal('not-found', 'identity/no-such-account');
		return give(tx, actor, input.accountId, input);
	});
}
