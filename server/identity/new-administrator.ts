import { record } from '#platform/audit';
import { now } from '#platform/clock';
import type { Tx } from '#platform/db';
import { newId } from '#platform/ids';
import { Refusal } from '#platform/refusal';
import { listPosts, type Post } from '#regions';
import { checkPassword, type Person, readNewAccount } from './new-account.ts';
import { today } from './new-holding.ts';
import { hashPassword } from './password.ts';
import { insertAccount } from './store/accounts.ts';
import { insertHolding } from './store/holdings.ts';

/** Somebody who is let in by whoever owns the machine, not by another officer. */
export type NewAdministrator = Person & { password: string };
export type Ready = Person & { /** its hash */ password: string };

const by = 'system:set-up';
export const commandLine = 'command line';

/** Refuses every field that is wrong, by its name. */
export async function readNewAdministrator(input: NewAdministrator): Promise<Ready> {
	const person = readNewAccount(input, await findWrongPassword(input));
	return { ...person, password: await hashPassword(input.password) };
}

async function findWrongPassword({ password, email }: NewAdministrator): Promise<Record<string, string>> {
	try {
		await checkPassword(password, { email });
		return {};
	} catch (error) {
		if (error instanceof Refusal) return error.fields;
		throw error;
	}
}

/** Refuses `identity/email-taken`. */
export async function insertPerson(tx: Tx, account: Ready, isOperator: boolean): Promise<string> {
	const id = newId();
	if (await insertAccount(tx, { id, ...account, mustChange: false, isOperator, by }, now())) return id;
	throw new Refusal('conflict', 'identity/email-taken', {
		fields: { email: 'refusal.identity.email-taken' },
	});
}

export async function findAdministratorPost(pemda: string): Promise<Post | undefined> {
	return (await listPosts(pemda)).find((post) => post.role === 'administrator');
}

export async function hold(tx: Tx, accountId: string, { pemda, id }: Post): Promise<void> {
	const days = { from: today(), to: null, acting: null };
	await insertHolding(tx, { id: newId(), pemda, postId: id, accountId, by, ...days });
}

type SetUp = { pemda: string; act: string; accountId: string; origin: string };

export function recordSetUp(tx: Tx, { pemda, act, accountId, origin }: SetUp): Promise<void> {
	const subject = `account:${accountId}`;
	return record(tx, { pemda, actor: by, act: `identity/${act}`, subject, origin });
}
