import { type Actor, findNames } from '#identity';
import { withScope } from '#platform/db';
import { ownAccountOf } from './policy.ts';
import { selectShown } from './store/shown.ts';

/** What an office saw in its lists on one day, with the name of whoever asks in them. */
export type ShownInLists = {
	day: string;
	office: { pemda: string; officeId: string };
	/** The officers, by name. */
	who: string[];
	/** A key of the messages, `people.ledger.act.<act>`. */
	act: string;
	times: number;
	lastAt: Date;
	reason: string;
	basis: string;
};

const most = 200;

/** In which lists of offices the resident who asks stood, a line for each day, office and kind; newest first, at most 200. */
export async function listShownInLists(actor: Actor): Promise<ShownInLists[]> {
	const { accountId } = ownAccountOf(actor);
	const rows = await withScope({ account: accountId }, (tx) => selectShown(tx, accountId, most));
	const ids = rows.flatMap(({ actors }) => actors.map((actor) => actor.slice('account:'.length)));
	const names = await findNames([...new Set(ids)]);
	return rows.map(({ day, pemda, officeId, actors, act, times, lastAt, reason, basis }) => ({
		...{ day, times, lastAt, reason, basis },
		office: { pemda, officeId },
		who: actors.flatMap((actor) => names.get(actor.slice('account:'.length)) ?? []),
		act: act.replace('/', '-'),
	}));
}
