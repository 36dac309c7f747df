import type { Tx } from '#platform/db';
import type { ClockCode } from '../clock-rules.ts';

export type DueClock = { pemda: string; id: string; caseId: string; code: ClockCode; dueAt: Date };

const due = 'fired_at is null and met_at is null and cancelled_at is null and paused_since is null';

/** Clocks that have run out, oldest first, after the one given, at most so many. */
export async function selectDueClocks(
	tx: Tx,
	at: Date,
	after: DueClock | undefined,
	atMost: number,
): Promise<DueClock[]> {
	const { rows } = await tx.query<DueClock>({
		name: 'casework.due-clocks',
		text: `select pemda, id, case_id as "caseId", code, due_at as "dueAt" from casework.deadline
			where due_at < $1 and ${due} and ($2::timestamptz is null or (due_at, id) > ($2, $3::uuid))
			order by due_at, id limit $4`,
		values: [at, after?.dueAt ?? null, after?.id ?? null, atMost],
	});
	return rows;
}

/** Marks a clock fired if it still is due: true for one taker only. The case must be locked before. */
export async function takeClock(tx: Tx, clock: DueClock, at: Date): Promise<boolean> {
	const { rowCount } = await tx.query({
		name: 'casework.take-clock',
		text: `update casework.deadline set fired_at = $3 where pemda = $1 and id = $2 and due_at < $3 and ${due}`,
		values: [clock.pemda, clock.id, at],
	});
	return rowCount === 1;
}

/** Whether a clock of the office has run out and what it asks for still is not done. */
export async function isLate(tx: Tx, caseId: string): Promise<boolean> {
	const { rowCount } = await tx.query({
		name: 'casework.is-late',
		text: `select from casework.deadline where case_id = $1 and code in ('verify', 'follow-up', 'solve')
			and fired_at is not null and met_at is null and cancelled_at is null and paused_since is null limit 1`,
		values: [caseId],
	});
	return rowCount === 1;
}

/** Whether a clock to the next rung of the ladder runs. */
export async function isClimbing(tx: Tx, caseId: string): Promise<boolean> {
	const { rowCount } = await tx.query({
		name: 'casework.is-climbing',
		text: `select from casework.deadline where case_id = $1 and code = 'escalate' and ${due} limit 1`,
		values: [caseId],
	});
	return rowCount === 1;
}
