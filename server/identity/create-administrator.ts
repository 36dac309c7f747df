import { withTx } from '#platform/db';
import { Refusal } from '#platform/refusal';
import {
	commandLine,
	findAdministratorPost,
	hold,
	insertPerson,
	type NewAdministrator,
	readNewAdministrator,
	recordSetUp,
} from './new-administrator.ts';

/**
 * An administrator of one government, from the command line. Refuses wrong fields, `identity/email-taken`, and
 * `identity/no-such-post` where the government has no such post, or is none.
 */
export async function createAdministrator(
	input: NewAdministrator & { pemda: string },
): Promise<{ accountId: string }> {
	const { pemda } = input;
	const post = await findAdministratorPost(pemda);
	if (!post) throw new Refusal('not-found', 'identity/no-such-post');
	const account = await readNewAdministrator(input);
	return withTx(async (tx) => {
		const accountId = await insertPerson(tx, account, false);
		await hold(tx, accountId, post);
		await recordSetUp(tx, { pemda, act: 'create-administrator', accountId, origin: commandLine });
		return { accountId };
	});
}
