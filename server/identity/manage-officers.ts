import { now } from '#platform/clock';
import { withTx } from '#platform/db';
import { Refusal } from '#platform/refusal';
import type { Officer } from './actor.ts';
import { note, readDay } from './create-account.ts';
import { inventPassword } from './new-account.ts';
import { hashPassword } from './password.ts';
import { mayManage } from './policy.ts';
import { type AccountLine, endHoldingRow, selectAccounts, selectReach, setSuspended, updatePassword } from './store/accounts.ts';
import { revokeSessions } from './store/sessions.ts';

const perPage = 50;

/** Officers of a government by name; `after` is the `next` of the page before. */
export async function listOfficers(
	actor: Officer,
	pemda: string,
	{ q = '', after }: { q?: string; after?: string },
): Promise<{ rows: AccountLine[]; next: string | undefined }> {
	mustManage(actor, pemda);
	const [id, ...name] = after?.split('~') ?? [];
	const from = id && name.length ? { id, name: name.join('~') } : undefined;
	const rows = await selectAccounts(pemda, q.trim(), { after: from, limit: perPage + 1 });
	const last = rows[perPage - 1];
	return { rows: rows.slice(0, perPage), next: rows.length > perPage && last ? `${last.id}~${last.name}` : undefined };
}

/** The last day of a holding. From the next day on it gives nothing. */
export async function endHolding(
	actor: Officer,
	input: { pemda: string; holdingId: string; accountId: string; to: string },
): Promise<void> {
	mustManage(actor, input.pemda);
	const to = readDay(input.to, 'to');
	await withTx(async (tx) => {
		const ended = await endHoldingRow(tx, input.pemda, input.holdingId, to);
		if (!ended) throw new Refusal('conflict', 'identity/already-ended');
		await note(tx, actor, input.pemda, 'identity/end-holding', input.accountId);
	});
}

/** A suspended account is dead at its next request; its sessions end now. Nobody suspends themselves. */
export async function suspendOfficer(
	actor: Officer,
	input: { pemda: string; accountId: string; suspended: boolean },
): Promise<void> {
	mustManage(actor, input.pemda);
	await mustBelong(actor, input);
	if (input.accountId === actor.accountId) throw new Refusal('conflict', 'identity/not-yourself');
	const at = now();
	await withTx(async (tx) => {
		await setSuspended(tx, input.accountId, input.suspended ? at : null, `account:${actor.accountId}`);
		if (input.suspended) await revokeSessions(tx, input.accountId, at, { keep: null });
		await note(tx, actor, input.pemda, input.suspended ? 'identity/suspend' : 'identity/restore', input.accountId);
	});
}

/** A new first password, returned once; every session of the account ends. */
export async function resetPassword(actor: Officer, input: { pemda: string; accountId: string }): Promise<string> {
	mustManage(actor, input.pemda);
	await mustBelong(actor, input);
	const password = inventPassword();
	const hash = await hashPassword(password);
	await withTx(async (tx) => {
		await updatePassword(tx, input.accountId, hash, true, now());
		await revokeSessions(tx, input.accountId, now(), { keep: null });
		await note(tx, actor, input.pemda, 'identity/reset-password', input.accountId);
	});
	return password;
}

function mustManage(actor: Officer, pemda: string): void {
	if (!mayManage(actor, pemda)) throw new Refusal('forbidden', 'identity/not-yours');
}

/** An administrator reaches only people of the own government, and no operator. */
async function mustBelong(actor: Officer, { pemda, accountId }: { pemda: string; accountId: string }): Promise<void> {
	const reach = await selectReach(pemda, accountId);
	if (!reach.belongs || (reach.isOperator && !actor.isOperator)) throw new Refusal('not-found', 'identity/no-such-account');
}
