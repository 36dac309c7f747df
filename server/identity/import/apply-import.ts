import { record } from '#platform/audit';
import { now } from '#platform/clock';
import { type Tx, withScope } from '#platform/db';
import { newId } from '#platform/ids';
import { seal } from '#platform/secret';
import { findPost } from '#regions';
import { inventPassword } from '../new-account.ts';
import { today } from '../new-holding.ts';
import { hashPassword } from '../password.ts';
import { insertAccount, lockAccount } from '../store/accounts.ts';
import { insertHolding } from '../store/holdings.ts';
import {
	type ImportRow,
	lockWaiting,
	selectImport,
	selectStanding,
	updateEnded,
	updateRow,
} from '../store/imports.ts';
import type { ImportRef } from './prepare-import.ts';

/** So many lines at a time: after each few, what was done is done, and whoever started it is looked at again. */
const atOnce = 20;
export const sealedPurpose = 'first password';

/**
 * Carries a started list out, line by line, each once: a process that dies goes on where it stood. It stops when whoever
 * started it is suspended or no longer manages the government.
 */
export async function applyImport({ pemda, importId }: ImportRef): Promise<void> {
	const wall = { houses: [pemda] };
	for (;;) {
		const found = await withScope(wall, (tx) => selectImport(tx, pemda, importId));
		if (!found?.startedBy || found.endedAt) return;
		const end = (outcome: 'done' | 'stopped') =>
			withScope(wall, (tx) => updateEnded(tx, pemda, importId, outcome, now()));
		if (!(await mayGoOn(found.startedBy, pemda))) return end('stopped');
		const { startedBy } = found;
		const done = await withScope(wall, (tx) => applySome(tx, { pemda, importId }, startedBy));
		if (done === 0) return end('done');
	}
}

async function applySome(tx: Tx, { pemda, importId }: ImportRef, by: string): Promise<number> {
	const rows = await lockWaiting(tx, pemda, importId, atOnce);
	for (const row of rows) {
		const { result, accountId, password } = await applyRow(tx, pemda, row, by, importId);
		const sealed = password && seal(sealedPurpose, password);
		await updateRow(tx, pemda, importId, { line: row.line, result, accountId, at: now(), password: sealed });
	}
	return rows.length;
}

type Outcome = { result: ImportRow['plan']; accountId: string | null; password: string | null };

async function applyRow(
	tx: Tx,
	pemda: string,
	row: ImportRow,
	by: string,
	importId: string,
): Promise<Outcome> {
	const { email, name, postId, acting, from, to } = row;
	if (postId === null) throw new Error('A line without a post was planned');
	let accountId = await lockAccount(tx, { email });
	let password: string | null = null;
	if (!accountId) {
		password = inventPassword();
		const account = { id: newId(), email, name, password: await hashPassword(password), mustChange: true };
		await insertAccount(tx, { ...account, isOperator: false, by }, now());
		accountId = await lockAccount(tx, { email });
		if (!accountId) throw new Error('An account that was just made is not there');
	}
	const held = { pemda, id: newId(), postId, accountId, acting, from, to, by };
	const isGiven = await insertHolding(tx, held);
	const detail = { postId, acting, from, to, importId };
	const line = { pemda, actor: by, act: 'identity/give-post', subject: `account:${accountId}`, detail };
	if (isGiven) await record(tx, line);
	return { result: password ? 'new-account' : isGiven ? 'give-post' : 'nothing', accountId, password };
}

/** The command line may; an officer while they are not suspended and still manage the government. */
async function mayGoOn(startedBy: string, pemda: string): Promise<boolean> {
	const [kind, accountId] = startedBy.split(':');
	if (kind !== 'account' || !accountId) return true;
	const standing = await selectStanding(accountId, pemda, today());
	if (!standing || standing.suspended) return false;
	if (standing.isOperator) return true;
	const posts = await Promise.all(standing.postIds.map((postId) => findPost(pemda, postId)));
	return posts.some((post) => post?.role === 'administrator');
}
