import { type Actor, listHolders } from '#identity';
import { Refusal } from '#platform/refusal';
import { findPost } from '#regions';
import { type OpenCustody, selectOpenCustody, setAssignee } from './store/custody.ts';
import { type CaseRef, workOnCase } from './work-on-case.ts';

/** Gives the case to one account of the office that holds it; null puts it back for anybody. Refuses an account of elsewhere. */
export async function assignCase(
	actor: Actor,
	{ assignee, ...ref }: CaseRef & { assignee: string | null },
): Promise<void> {
	return workOnCase(actor, ref, 'assign', 'assign-case', async (work) => {
		const held = (await selectOpenCustody(work.tx, work.state.id)).find(
			(custody) => custody.state === 'held',
		);
		if (!held) throw new Refusal('conflict', 'casework/not-now');
		const name = assignee === null ? '' : await nameOf(actor, assignee, held);
		await setAssignee(work.tx, held.pemda, held.id, assignee);
		await work.change({});
		await work.write('assigned', { visibility: 'internal', body: name });
	});
}

async function nameOf(actor: Actor, accountId: string, held: OpenCustody): Promise<string> {
	const isHere = (post: { pemda: string; officeId: string }) =>
		post.pemda === held.pemda && post.officeId === held.officeId;
	if (actor.kind === 'officer' && actor.accountId === accountId && actor.holdings.some(isHere))
		return actor.name;
	for (const holder of await listHolders(held.pemda)) {
		if (holder.accountId !== accountId) continue;
		const post = await findPost(holder.pemda, holder.postId);
		if (post && isHere(post)) return holder.name;
	}
	throw new Refusal('invalid', 'casework/no-such-assignee', {
		fields: { assignee: 'refusal.casework.no-such-assignee' },
	});
}
