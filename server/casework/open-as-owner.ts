import type { Actor } from '#identity';
import { findPemdaByPrefix } from '#regions';
import { parseNumber } from './case-number.ts';
import type { Opened } from './open-with-code.ts';
import { findOwner } from './owner-of.ts';
import { selectOwnRef } from './store/own.ts';

/** The case as its person, where it is in the account of whoever asks, or of whom they act for; undefined where not. */
export async function openAsOwner(actor: Actor, typedNumber: string): Promise<Opened | undefined> {
	const owner = findOwner(actor);
	const number = parseNumber(typedNumber);
	const pemda = number && (await findPemdaByPrefix(number.slice(0, 2)));
	if (!owner || !number || !pemda || !('accountId' in actor)) return undefined;
	const ref = await selectOwnRef(owner.ownerId, pemda.code, number);
	if (!ref) return undefined;
	const account = { id: actor.accountId, onBehalfOf: owner.onBehalfOf };
	return { ...ref, number, actor: { kind: 'person', caseId: ref.caseId, origin: actor.origin, account } };
}
