import type { Tx } from '#platform/db';
import { type Desk, whose } from './inbox.ts';

export type OverviewCounts = { open: number; late: number; disputed: number; escalated: number };
export type LateCase = {
	number: string;
	title: string;
	pemda: string;
	officeId: string;
	dueAt: Date;
	escalation: number;
};

const late = `u.state = 'held' and u.due_at < $1 and c.status not in ('answered', 'waiting')`;
const from =
	'from casework.custody u join casework.case c on c.pemda = u.case_pemda and c.id = u.case_id where u.ended_at is null';

/** Adds the desk's own condition; without a desk all that row-level security lets through. */
function within(desk: Desk | undefined, values: unknown[]): string {
	return desk ? ` and ${whose(desk, {}, (value) => `$${values.push(value)}`)}` : '';
}

export async function selectOverview(tx: Tx, desk: Desk | undefined, at: Date): Promise<OverviewCounts> {
	const values: unknown[] = [at];
	const { rows } = await tx.query<OverviewCounts>({
		text: `select count(*) filter (where u.state = 'held')::int as open, count(*) filter (where ${late})::int as late,
				count(*) filter (where c.status = 'disputed' and u.state = 'held')::int as disputed,
				count(*) filter (where c.escalation > 0 and u.state = 'held')::int as escalated ${from}${within(desk, values)}`,
		values,
	});
	return rows[0] ?? { open: 0, late: 0, disputed: 0, escalated: 0 };
}

export async function selectLateByGovernment(
	tx: Tx,
	desk: Desk | undefined,
	at: Date,
): Promise<{ pemda: string; count: number }[]> {
	const values: unknown[] = [at];
	const { rows } = await tx.query<{ pemda: string; count: number }>({
		text: `select u.pemda, count(*)::int as count ${from} and ${late}${within(desk, values)} group by u.pemda order by count desc`,
		values,
	});
	return rows;
}

export async function selectOldestLate(tx: Tx, desk: Desk | undefined, at: Date): Promise<LateCase[]> {
	const values: unknown[] = [at];
	const { rows } = await tx.query<LateCase>({
		text: `select c.number, c.title, u.pemda, u.office_id as "officeId", u.due_at as "dueAt", c.escalation
			${from} and ${late}${within(desk, values)} order by c.escalation desc, u.due_at limit 10`,
		values,
	});
	return rows;
}
