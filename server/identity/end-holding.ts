import { withTx } from '#platform/db';
import { Refusal } from '#platform/refusal';
import type { Officer } from './actor.ts';
import { isId } from './is-id.ts';
import { isDay, yesterday } from './new-holding.ts';
import { note } from './note.ts';
import { mustManage } from './reach-account.ts';
import { requireFresh } from './require-fresh.ts';
import { updateEnd } from './store/holdings.ts';

/**
 * Sets the last day ('YYYY-MM-DD', Asia/Jakarta) of a post somebody holds, earlier than it was. Yesterday takes it away
 * at once, also when it began today or is still to begin. Refuses `identity/not-yours`, `identity/day-wrong`,
 * `identity/ends-in-past`, `identity/already-ended`.
 */
export async function endHolding(
	actor: Officer,
	{ pemda, holdingId, to }: { pemda: string; holdingId: string; to: string },
): Promise<void> {
	mustManage(actor, pemda);
	await requireFresh(actor);
	if (!isDay(to)) refuseDay('identity/day-wrong');
	if (to < yesterday()) refuseDay('identity/ends-in-past');
	await withTx(async (tx) => {
		const accountId = isId(holdingId) ? await updateEnd(tx, pemda, holdingId, to) : undefined;
		if (!accountId) throw new Refusal('conflict', 'identity/already-ended');
		await note(tx, actor, { pemda, name: 'end-holding', accountId }, { holdingId, to });
	});
}

function refuseDay(code: 'identity/day-wrong' | 'identity/ends-in-past'): never {
	throw new Refusal('invalid', code, { fields: { to: `refusal.${code.replace('/', '.')}` } });
}
