import type { Actor } from '#identity';
import { Refusal } from '#platform/refusal';
import { selectOpenCustody, setAssignee } from './store/custody.ts';
import { type CaseRef, workOnCase } from './work-on-case.ts';

/** Gives the case to one person of the office, by account; null puts it back for anybody. */
export function assignCase(
	actor: Actor,
	{ assignee, ...ref }: CaseRef & { assignee: { accountId: string; name: string } | null },
): Promise<void> {
	return workOnCase(actor, ref, 'assign', 'assign-case', async (work) => {
		const held = (await selectOpenCustody(work.tx, work.state.id)).find(
			(custody) => custody.state === 'held',
		);
		if (!held) throw new Refusal('conflict', 'casework/not-now');
		await setAssignee(work.tx, held.pemda, held.id, assignee?.accountId ?? null);
		await work.change({});
		await work.write('assigned', { visibility: 'internal', body: assignee?.name ?? '' });
	});
}
