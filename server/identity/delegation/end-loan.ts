import { now } from '#platform/clock';
import { withTx } from '#platform/db';
import { Refusal } from '#platform/refusal';
import { findPost, listPosts } from '#regions';
import { labelOf, type Officer } from '../actor.ts';
import { isId } from '../is-id.ts';
import { today } from '../new-holding.ts';
import { note } from '../note.ts';
import { headsOffice, mayManage } from '../policy.ts';
import {
	type DelegationRow,
	lockDelegation,
	selectDelegations,
	updateRevoked,
} from '../store/delegations.ts';

export type LoanLine = DelegationRow & {
	postTitle: string;
	officeName: string;
	when: 'past' | 'now' | 'later' | 'revoked';
	mayEnd: boolean;
};

/** What the actor lent, was lent, and as a head of office what is lent in it. */
export async function listLoans(actor: Officer): Promise<LoanLine[]> {
	const offices = actor.holdings.filter((post) => headsOffice(actor, post.pemda, post.officeId));
	const posts = await Promise.all(offices.map(({ pemda, officeId }) => listPosts(pemda, officeId)));
	const rows = await selectDelegations(actor.accountId, {
		pemda: [...new Set(offices.map(({ pemda }) => pemda))],
		postIds: posts.flat().map(({ id }) => id),
	});
	return Promise.all(rows.map((row) => describe(actor, row)));
}

async function describe(actor: Officer, row: DelegationRow): Promise<LoanLine> {
	const post = await findPost(row.pemda, row.postId);
	const day = today();
	const when = row.revokedAt ? 'revoked' : row.to < day ? 'past' : row.from > day ? 'later' : 'now';
	return {
		...row,
		postTitle: post?.title ?? '–',
		officeName: post?.officeName ?? '–',
		when,
		mayEnd: (when === 'now' || when === 'later') && mayEnd(actor, row, post?.officeId),
	};
}

/** Either side, the head of the office, and whoever manages the government. */
function mayEnd(actor: Officer, row: DelegationRow, officeId: string | undefined): boolean {
	if (actor.accountId === row.giverId || actor.accountId === row.receiverId) return true;
	return mayManage(actor, row.pemda) || (officeId !== undefined && headsOffice(actor, row.pemda, officeId));
}

/** Takes a lent desk back, at once. Refuses `identity/no-such-loan`, `identity/not-yours`; ended twice is ended. */
export async function endLoan(actor: Officer, { pemda, id }: { pemda: string; id: string }): Promise<void> {
	await withTx(async (tx) => {
		const row = isId(id) ? await lockDelegation(tx, pemda, id) : undefined;
		if (!row) throw new Refusal('not-found', 'identity/no-such-loan');
		const post = await findPost(pemda, row.postId);
		if (!mayEnd(actor, row, post?.officeId)) throw new Refusal('forbidden', 'identity/not-yours');
		if (row.revokedAt) return;
		await updateRevoked(tx, pemda, id, now(), labelOf(actor));
		await note(tx, actor, { pemda, name: 'end-loan', accountId: row.receiverId }, { delegationId: id });
	});
}
