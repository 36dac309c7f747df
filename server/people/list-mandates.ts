import type { Actor } from '#identity';
import { withScope } from '#platform/db';
import { partyOf } from './end-mandate.ts';
import type { Mandate } from './mandate.ts';
import { selectMandates } from './store/mandates.ts';

/** Those the actor gave, for themselves or a business, and those they hold; newest first, ended ones too. */
export async function listMandates(actor: Actor): Promise<{ given: Mandate[]; held: Mandate[] }> {
	const { accountId } = partyOf(actor);
	const all = await withScope({ account: accountId }, selectMandates);
	return {
		given: all.filter(({ to }) => to?.id !== accountId),
		held: all.filter(({ to }) => to?.id === accountId),
	};
}
