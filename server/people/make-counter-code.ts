import type { Actor } from '#identity';
import { now } from '#platform/clock';
import { withScope } from '#platform/db';
import { Refusal } from '#platform/refusal';
import { spend } from '#platform/throttle';
import { ownAccountOf } from './policy.ts';
import { hashOfCode, newCode } from './short-code.ts';
import { selectBusiness } from './store/businesses.ts';
import { insertCounterCode } from './store/codes.ts';

const holdsMinutes = 15;
const perDay = { count: 40, perSeconds: 86_400 };

/**
 * What a resident shows at a counter so that an officer may look at their data at all: eight symbols, good for a
 * quarter of an hour and one verification. For a business of theirs with its id.
 */
export async function makeCounterCode(
	actor: Actor,
	businessId: string | null = null,
): Promise<{ code: string; endsAt: Date }> {
	const { accountId } = ownAccountOf(actor);
	await spend(`counter code of ${accountId}`, perDay);
	const [code, at] = [newCode(8), now()];
	const endsAt = new Date(at.getTime() + holdsMinutes * 60_000);
	await withScope({ account: accountId }, async (tx) => {
		if (businessId !== null && !(await selectBusiness(tx, businessId))) {
			throw new Refusal('not-found', 'people/no-such-business');
		}
		await insertCounterCode(tx, { hash: hashOfCode('counter', code), accountId, businessId, at, endsAt });
	});
	return { code, endsAt };
}
