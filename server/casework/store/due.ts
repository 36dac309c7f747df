import type { Tx } from '#platform/db';
import type { ClockCode } from '../clock-rules.ts';

export type DueClock = { pemda: string; id: string; caseId: string; code: ClockCode };

const due = 'fired_at is null and met_at is null and cancelled_at is null and paused_since is null';

/** Clocks that have run out, oldest first, at most so many. */
export async function selectDueClocks(tx: Tx, at: Date, atMost: number): Promise<DueClock[]> {
	const { rows } = await tx.query<DueClock>({
		name: 'casework.due-clocks',
		text: `select pemda, id, case_id as "caseId", code from casework.deadline where due_at < $1 and ${due}
			order by due_at limit $2`,
		values: [at, atMost],
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
