import type { Officer } from '#identity';
import type { Tx } from '#platform/db';
import type { CaseState } from '../case.ts';

/** Remembers that an officer looked: the first time, and then at most once a minute. */
export async function markSeen(tx: Tx, state: CaseState, officer: Officer, at: Date): Promise<void> {
	const { rowCount } = await tx.query({
		name: 'casework.seen-again',
		text: `update casework.seen set last_at = $4
			where pemda = $1 and case_id = $2 and account_id = $3 and last_at < $4::timestamptz - interval '1 minute'`,
		values: [state.pemda, state.id, officer.accountId, at],
	});
	if (rowCount) return;
	await tx.query({
		name: 'casework.seen-first',
		text: `insert into casework.seen (pemda, case_id, account_id, account_name, first_at, last_at)
			values ($1, $2, $3, $4, $5, $5) on conflict do nothing`,
		values: [state.pemda, state.id, officer.accountId, officer.name, at],
	});
}
