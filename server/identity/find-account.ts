import { now } from '#platform/clock';
import type { Holding, Level } from './actor.ts';
import { withOffices } from './find-actor.ts';
import { selectKnown } from './store/known.ts';

/** Somebody as others may be told of them on their behalf, outside a session of theirs. */
export type KnownAccount = {
	accountId: string;
	kind: 'officer' | 'resident';
	name: string | null;
	email: string | null;
	lang: 'id' | 'en';
	level: Level;
	isOperator: boolean;
	/** The posts held today in Asia/Jakarta. */
	holdings: Holding[];
};

/** Undefined when there is no such account, or it is suspended. One statement. */
export async function findAccount(accountId: string): Promise<KnownAccount | undefined> {
	const found = await selectKnown(accountId, now());
	if (!found) return undefined;
	const { held, ...account } = found;
	return { ...account, holdings: await withOffices(held) };
}
