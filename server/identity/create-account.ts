import { record } from '#platform/audit';
import { withTx } from '#platform/db';
import { newId } from '#platform/ids';
import { Refusal } from '#platform/refusal';
import { findPost } from '#regions';
import { type Actor, labelOf, type Officer } from './actor.ts';
import { inventPassword, readNewAccount } from './new-account.ts';
import { hashPassword } from './password.ts';
import { mayGiveRole } from './policy.ts';
import { insertAccount, insertHolding, selectAccountByEmail } from './store/accounts.ts';

export type NewOfficer = {
	email: string;
	name: string;
	pemda: string;
	postId: string;
	acting: 'plt' | 'plh' | null;
	/** First and last day, 'YYYY-MM-DD'; the last may be open. */
	from: string;
	to: string | null;
};

/**
 * Gives somebody a post, and an account when the address has none. The first password is returned once, for handing
 * over; it must be changed at the first sign-in. Null when the account was there before.
 */
export async function createOfficer(actor: Officer, input: NewOfficer): Promise<{ accountId: string; password: string | null }> {
	const post = await findPost(input.pemda, input.postId);
	if (!post) throw new Refusal('invalid', 'identity/no-such-post', { fields: { post: 'refusal.identity.no-such-post' } });
	if (!mayGiveRole(actor, input.pemda, post.role)) throw new Refusal('forbidden', 'identity/not-yours');
	const { email, name } = readNewAccount(input);
	const [from, to] = [readDay(input.from, 'from'), input.to ? readDay(input.to, 'to') : null];
	if (to !== null && to < from) throw new Refusal('invalid', 'identity/days-wrong', { fields: { to: 'refusal.identity.days-wrong' } });
	const password = inventPassword();
	const hash = await hashPassword(password);
	return withTx(async (tx) => {
		const by = labelOf(actor);
		const fresh = await insertAccount(tx, { id: newId(), email, name, password: hash, mustChange: true, isOperator: false, by });
		const account = await selectAccountByEmail(tx, email);
		if (!account) throw new Error('An account that was just made is not there');
		const holding = { id: newId(), pemda: input.pemda, postId: input.postId, accountId: account.id, acting: input.acting, from, to, by };
		await insertHolding(tx, holding);
		await note(tx, actor, input.pemda, 'identity/create-officer', account.id);
		return { accountId: account.id, password: fresh ? password : null };
	});
}

export function readDay(text: string, field: string): string {
	const valid = /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
	if (valid) return text;
	throw new Refusal('invalid', 'identity/days-wrong', { fields: { [field]: 'refusal.identity.days-wrong' } });
}

export function note(tx: Parameters<typeof record>[0], actor: Actor, pemda: string, act: string, accountId: string): Promise<void> {
	const origin = actor.kind === 'system' ? 'system' : actor.origin;
	return record(tx, { pemda, actor: labelOf(actor), act, subject: `account:${accountId}`, origin });
}
