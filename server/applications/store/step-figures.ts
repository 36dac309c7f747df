import { wholeGovernment } from '#casework';
import { migratorDb, type Tx } from '#platform/db';

/** How one state of one service went in a period, and how it stands. */
export type StepFigure = {
	serviceId: string;
	state: string;
	/** Whose turn it was; empty where nothing left it in the period. */
	kind: string;
	/** Visits that ended in the period. */
	left: number;
	medianHours: number | null;
	/** Of those with a term: how many, and how many of them ended within it. */
	withTerm: number;
	onTime: number;
	/** Now in this state, and how many of them past their term. */
	open: number;
	late: number;
};
export type DeskStep = StepFigure & { pemda: string; officeId: string; measuredAt: Date | null };

/**
 * As the owner: from the visits that ended in the last `days` days, every office, and every government as a whole of what
 * it may see whole.
 */
export async function measureInto(days: number, at: Date): Promise<void> {
	await migratorDb.query({
		name: 'applications.measure-steps',
		text: `with past as (
				select s.* from applications.stay s
				where s.left_at > $2::timestamptz - make_interval(days => $1) and s.left_at <= $2
			), seen as (
				select office_pemda as pemda, office_id, service_id, state, kind, entered_at, due_at, left_at from past
				union all
				select s.office_pemda, $3::uuid, s.service_id, s.state, s.kind, s.entered_at, s.due_at, s.left_at from past s join applications.application a
					on a.pemda = s.pemda and a.id = s.application_id and s.office_pemda = any (a.reader_pemda)
			), line as (
				select pemda, office_id, service_id, state, min(kind) as kind, count(*)::int as left_count,
					percentile_cont(0.5) within group (order by extract(epoch from left_at - entered_at)::float8 / 3600) as median,
					count(due_at)::int as with_term, (count(*) filter (where left_at <= due_at))::int as on_time
				from seen group by 1, 2, 3, 4
			), gone as (
				delete from applications.step_figure f where f.days = $1 and not exists (select from line l where l.pemda = f.pemda
					and l.office_id = f.office_id and l.service_id = f.service_id and l.state = f.state)
			)
			insert into applications.step_figure (pemda, office_id, days, service_id, state, kind, measured_at, left_count,
				median_hours, with_term, on_time)
			select pemda, office_id, $1, service_id, state, kind, $2, left_count, median, with_term, on_time from line
			on conflict (pemda, office_id, days, service_id, state) do update set kind = excluded.kind,
				measured_at = excluded.measured_at, left_count = excluded.left_count, median_hours = excluded.median_hours,
				with_term = excluded.with_term, on_time = excluded.on_time`,
		values: [days, at, wholeGovernment],
	});
}

/** As measured last, beside what waits now. Runs behind the scope of whoever asks. */
export async function selectSteps(
	tx: Tx,
	desks: { pemda: string; officeId: string }[],
	{ days, at }: { days: number; at: Date },
): Promise<DeskStep[]> {
	const { rows } = await tx.query<DeskStep>({
		name: 'applications.steps',
		text: `with gone as (
				select f.* from applications.step_figure f
				join unnest($1::text[], $2::uuid[]) as d (pemda, office_id) using (pemda, office_id) where f.days = $3
			), now as (
				select w.pemda, w.office_id, w.service_id, w.state, sum(w.open)::int as open, sum(w.late)::int as late
				from applications.count_waiting($1, $2, $4) w group by 1, 2, 3, 4
			)
			select pemda, office_id as "officeId", service_id as "serviceId", state, coalesce(g.kind, '') as kind,
				g.measured_at as "measuredAt", coalesce(g.left_count, 0) as left, g.median_hours as "medianHours",
				coalesce(g.with_term, 0) as "withTerm", coalesce(g.on_time, 0) as "onTime", coalesce(n.open, 0) as open,
				coalesce(n.late, 0) as late
			from gone g full join now n using (pemda, office_id, service_id, state)
			order by pemda, office_id, service_id, state`,
		values: [desks.map(({ pemda }) => pemda), desks.map(({ officeId }) => officeId), days, at],
	});
	return rows;
}
