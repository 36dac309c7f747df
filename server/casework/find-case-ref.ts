import { type Actor, scopeOf } from '#identity';
import { withScope } from '#platform/db';
import { Refusal } from '#platform/refusal';
import { findPemdaByPrefix } from '#regions';
import { parseNumber } from './case-number.ts';
import { selectIdByNumber } from './store/state.ts';

/** A case in the actor's sight by its number as people type it. Refuses `casework/no-such-case`. */
export async function findCaseRef(
	actor: Actor,
	typed: string,
): Promise<{ pemda: string; caseId: string; number: string }> {
	const number = parseNumber(typed);
	const pemda = number && (await findPemdaByPrefix(number.slice(0, 2)));
	if (!number || !pemda) throw new Refusal('not-found', 'casework/no-such-case');
	const caseId = await withScope(scopeOf(actor), (tx) => selectIdByNumber(tx, pemda.code, number));
	if (!caseId) throw new Refusal('not-found', 'casework/no-such-case');
	return { pemda: pemda.code, caseId, number };
}
