import { withTx } from '#platform/db';
import type { Officer, Resident } from './actor.ts';
import { renewSession } from './renew-session.ts';
import type { NewSession } from './start-session.ts';

/** After a change of what a session may do: a secret that leaked before gains nothing by it. */
export async function renewOwnSession(actor: Officer | Resident): Promise<NewSession> {
	const { token, endsAt } = await withTx((tx) => renewSession(tx, actor, []));
	return { token, endsAt };
}
