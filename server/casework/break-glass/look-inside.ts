import { labelOf, type Officer, requireFresh } from '#identity';
import { noteRead } from '#platform/audit';
import { now } from '#platform/clock';
import { withScope } from '#platform/db';
import { Refusal } from '#platform/refusal';
import { type Glass, selectOpenGlass } from '../store/break-glass.ts';
import { selectFile, type WholeFile } from '../store/file.ts';
import { selectState } from '../store/state.ts';

/**
 * A confidential case while it is open to whoever asked: to read, in a transaction that cannot write, and with a line of
 * the audit trail before anything is shown. Refuses `casework/no-such-opening` (404) also once it is over, and
 * `identity/not-fresh`.
 */
export async function lookInside(actor: Officer, id: string): Promise<{ glass: Glass; file: WholeFile }> {
	await requireFresh(actor);
	const glass = /^[0-9a-f-]{36}$/.test(id)
		? await withScope({ account: actor.accountId }, (tx) => selectOpenGlass(tx, actor.accountId, id, now()))
		: undefined;
	if (!glass) throw new Refusal('not-found', 'casework/no-such-opening');
	const { pemda, caseId } = glass;
	await noteRead({
		...{ pemda, actor: labelOf(actor), act: 'casework/read-confidential', subject: `case:${caseId}` },
		...{ origin: actor.origin, detail: { breakGlassId: glass.id, reason: glass.reason } },
	});
	const file = await withScope({ opened: [caseId] }, async (tx) => {
		const state = await selectState(tx, pemda, caseId);
		return state && selectFile(tx, state);
	});
	if (!file) throw new Refusal('not-found', 'casework/no-such-opening');
	return { glass, file };
}
