import { now } from '#platform/clock';
import { withTx } from '#platform/db';
import { Refusal } from '#platform/refusal';
import { checkSetupToken } from './check-setup-token.ts';
import { insertOperator } from './create-operator.ts';
import { type NewAdministrator, readNewAdministrator } from './new-administrator.ts';
import { hashOfToken } from './start-session.ts';
import { hasOperator, lockSetup, takeSetupToken } from './store/setup.ts';

/**
 * The first operator, who is also the province's administrator, by the link that was printed. It works once, for a day,
 * and only while there is none. Refuses wrong fields, `identity/no-such-link`, `platform/too-many`.
 */
export async function useSetupToken(
	token: string,
	input: NewAdministrator,
	origin: string,
): Promise<{ accountId: string }> {
	await checkSetupToken(token, origin);
	const account = await readNewAdministrator(input);
	return withTx(async (tx) => {
		await lockSetup(tx);
		const valid = (await takeSetupToken(tx, hashOfToken(token), now())) && !(await hasOperator(tx));
		if (!valid) throw new Refusal('not-found', 'identity/no-such-link');
		return insertOperator(tx, account, origin);
	});
}
