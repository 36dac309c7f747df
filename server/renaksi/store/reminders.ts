import type { Tx } from '#platform/db';
import type { Threshold } from '../tasks/remind-offices.ts';
import { type Plan, type PlanRow, withFramework } from './plans.ts';

/** An office of a plan that a reminder has come for. */
export type Reminding = { pemda: string; year: number; officeId: string; plan: Plan };
export type Reminded = { requirement: string; dueAt: Date };

/**
 * Lines that fall due within the furthest reminder, hold, are not handed in, and that a reminder has come for which was
 * not sent. $1, $2: days before, and until which last day each has come; $3: now.
 */
const due = `select a.pemda, a.year, a.requirement, a.office_id, a.due_at, t.days_before
	from renaksi.action a
	join unnest($1::int[], $2::timestamptz[]) as t(days_before, due_until) on a.due_at <= t.due_until
	where a.office_id is not null and a.due_at > $3 and a.due_at <= (select max(u) from unnest($2::timestamptz[]) u)
		and not exists (select from renaksi.action n where n.pemda = a.pemda and n.year = a.year and n.requirement = a.requirement
			and (n.at, n.id) > (a.at, a.id))
		and not exists (select from renaksi.reminder r where r.pemda = a.pemda and r.year = a.year and r.requirement = a.requirement
			and r.office_id = a.office_id and r.due_at = a.due_at and r.days_before = t.days_before)
		and not exists (select from renaksi.closure c where c.pemda = a.pemda and c.year = a.year)
		and coalesce((select e.kind in ('rejected', 'returned') or (e.kind = 'corrected' and e.percent = 0)
			from renaksi.event e where e.pemda = a.pemda and e.year = a.year and e.requirement = a.requirement
			order by e.counts_from desc, e.id desc limit 1), true)`;

const valuesOf = (before: Threshold[], at: Date) => [
	before.map(({ daysBefore }) => daysBefore),
	before.map(({ dueUntil }) => dueUntil),
	at,
];

export async function selectReminding(
	tx: Tx,
	before: Threshold[],
	at: Date,
	after: Reminding | undefined,
	atMost: number,
): Promise<Reminding[]> {
	const { rows } = await tx.query<PlanRow & { officeId: string }>({
		name: 'renaksi.reminding',
		text: `select p.pemda, p.year, p.hash, p.opened_at as "openedAt", null as "closedAt", d.office_id as "officeId"
			from (select distinct pemda, year, office_id from (${due}) due) d
			join renaksi.plan p on p.pemda = d.pemda and p.year = d.year
			where $4::text is null or (d.pemda, d.year, d.office_id) > ($4, $5::int, $6::uuid)
			order by d.pemda, d.year, d.office_id limit $7`,
		values: [
			...valuesOf(before, at),
			...[after?.pemda ?? null, after?.year ?? null, after?.officeId ?? null, atMost],
		],
	});
	return Promise.all(
		rows.map(async ({ officeId, ...plan }) => ({
			...{ pemda: plan.pemda, year: plan.year, officeId },
			plan: await withFramework(tx, plan),
		})),
	);
}

/** Marks every reminder that has come for an office; answers its documents that were not marked before, nearest first. */
export async function takeReminders(
	tx: Tx,
	{ pemda, year, officeId }: Reminding,
	before: Threshold[],
	at: Date,
): Promise<Reminded[]> {
	const { rows } = await tx.query<Reminded>({
		name: 'renaksi.take-reminders',
		text: `with taken as (
				insert into renaksi.reminder (pemda, year, requirement, office_id, due_at, days_before, at)
				select pemda, year, requirement, office_id, due_at, days_before, $3 from (${due}
					and a.pemda = $4 and a.year = $5 and a.office_id = $6) due
				order by requirement, days_before
				on conflict do nothing returning requirement, due_at
			)
			select distinct requirement, due_at as "dueAt" from taken order by due_at, requirement`,
		values: [...valuesOf(before, at), pemda, year, officeId],
	});
	return rows;
}
