import { type Tx, withTx } from '#platform/db';
import {
	commandLine,
	findAdministratorPost,
	hold,
	insertPerson,
	type NewAdministrator,
	type Ready,
	readNewAdministrator,
	recordSetUp,
} from './new-administrator.ts';
import { installation } from './note.ts';

/**
 * An operator of the installation, from its own command line: whoever can run it owns the machine. Refuses wrong
 * fields, `identity/email-taken`.
 */
export async function createOperator(input: NewAdministrator): Promise<{ accountId: string }> {
	const account = await readNewAdministrator(input);
	return withTx((tx) => insertOperator(tx, account, commandLine));
}

/** Operators also hold the province's post of administrator, so that they stand in its list of officers. */
export async function insertOperator(tx: Tx, account: Ready, origin: string): Promise<{ accountId: string }> {
	const accountId = await insertPerson(tx, account, true);
	const post = await findAdministratorPost(installation);
	if (post) await hold(tx, accountId, post);
	await recordSetUp(tx, { pemda: installation, act: 'create-operator', accountId, origin });
	return { accountId };
}
