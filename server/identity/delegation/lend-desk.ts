import { now } from '#platform/clock';
import { withTx } from '#platform/db';
import { newId } from '#platform/ids';
import { Refusal } from '#platform/refusal';
import type { Holding, Officer } from '../actor.ts';
import { isId } from '../is-id.ts';
import { isDay, today } from '../new-holding.ts';
import { note } from '../note.ts';
import { mayLend, mayReceive } from '../policy.ts';
import { requireFresh } from '../require-fresh.ts';
import { readRules } from '../rules.ts';
import { insertDelegation } from '../store/delegations.ts';
import { listColleagues } from './list-colleagues.ts';

export type Loan = {
	pemda: string;
	/** The actor's own post. */
	postId: string;
	/** The account of whoever takes the desk meanwhile. */
	receiverId: string;
	/** First and last day in Asia/Jakarta, 'YYYY-MM-DD', both included. */
	from: string;
	to: string;
};

/**
 * Leave: lends a desk to a colleague from day to day. It ends by itself; what they do there is recorded on the lender's
 * behalf. Administrators', overseers' and regional heads' posts are not lent: they have acting holders. Refuses
 * `identity/not-lendable`, `identity/not-fresh`, `identity/loan-wrong` with every wrong field, `identity/lent-already`.
 */
export async function lendDesk(actor: Officer, loan: Loan): Promise<void> {
	const { pemda, postId, receiverId, from, to } = loan;
	const post = actor.holdings.find((one) => one.pemda === pemda && one.postId === postId && mayLend(one));
	if (!post) throw new Refusal('forbidden', 'identity/not-lendable');
	await requireFresh(actor);
	const days = (await readRules())['delegation-days'];
	const wrong = {
		...(await findWrongReceiver(actor, post, receiverId)),
		...findWrongSpan(from, to, days),
	};
	if (Object.keys(wrong).length > 0) {
		throw new Refusal('invalid', 'identity/loan-wrong', { fields: wrong, params: { days } });
	}
	await withTx(async (tx) => {
		const row = { ...loan, id: newId(), giverId: actor.accountId, at: now() };
		const outcome = await insertDelegation(tx, row);
		if (outcome === 'not-held') {
			throw new Refusal('invalid', 'identity/loan-wrong', { fields: { to: 'refusal.identity.loan-beyond' } });
		}
		if (outcome === 'taken') throw new Refusal('conflict', 'identity/lent-already');
		const act = { pemda, name: 'lend-desk', accountId: receiverId };
		await note(tx, actor, act, { postId, from, to, delegationId: row.id });
	});
}

async function findWrongReceiver(
	actor: Officer,
	post: Holding,
	receiverId: string,
): Promise<Record<string, string>> {
	const isThere =
		isId(receiverId) &&
		(await listColleagues(actor, post)).some(
			(colleague) => colleague.accountId === receiverId && mayReceive(post, colleague.post),
		);
	return isThere ? {} : { receiver: 'refusal.identity.loan-receiver' };
}

function findWrongSpan(from: string, to: string, days: number): Record<string, string> {
	const wrong: Record<string, string> = {};
	if (!isDay(from)) wrong['from'] = 'refusal.identity.day-wrong';
	else if (from < today()) wrong['from'] = 'refusal.identity.loan-past';
	if (!isDay(to)) wrong['to'] = 'refusal.identity.day-wrong';
	else if (isDay(from) && to < from) wrong['to'] = 'refusal.identity.days-wrong';
	else if (isDay(from) && spanOf(from, to) > days) wrong['to'] = 'refusal.identity.loan-long';
	return wrong;
}

function spanOf(from: string, to: string): number {
	return (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
}
