import { db } from '#platform/db';
import type { Holding } from '../actor.ts';
import type { KnownAccount } from '../find-account.ts';
import { heldToday } from './held-today.ts';

type Known = Omit<KnownAccount, 'holdings'> & {
	held: Pick<Holding, 'pemda' | 'postId' | 'acting' | 'lentBy'>[];
};

/** An account that is not suspended, with the posts held at a moment: one round trip. */
export async function selectKnown(accountId: string, at: Date): Promise<Known | undefined> {
	const { rows } = await db.query<Known>({
		name: 'identity.known',
		text: `select a.id as "accountId", a.kind, a.name, a.email, a.lang, a.level,
				a.is_operator as "isOperator", case a.kind when 'officer' then ${heldToday} else '[]' end as held
			from identity.account a where a.id = $1 and a.suspended_at is null`,
		values: [accountId, at],
	});
	return rows[0];
}
