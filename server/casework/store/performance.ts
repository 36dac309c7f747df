import { db, type Tx } from '#platform/db';

export const wholeGovernment = '00000000-0000-0000-0000-000000000000';

/** One measured line. Times in hours; `satisfaction` 25 to 100 by PermenPANRB 14/2017. All counts are cases. */
export type Performance = {
	pemda: string;
	officeId: string;
	days: number;
	asOf: string;
	measuredAt: Date;
	/** Filed in the period and counted; `excluded` were merged or archived and are not in any other figure. */
	filed: number;
	excluded: number;
	answered: number;
	medianHours: number | null;
	/** Answered, or past their legal day: the denominator of `onTime`. */
	due: number;
	onTime: number;
	lateOpen: number;
	disputed: number;
	reopened: number;
	closed: number;
	ratings: number;
	satisfaction: number | null;
};

/** Measures the cases filed in the last `days` days before the end of the day `asOf`, as things stood then, and keeps the lines. */
export async function measureInto(tx: Tx, asOf: string, days: number): Promise<number> {
	const { rowCount } = await tx.query({
		name: 'casework.measure',
		text: measureSql,
		values: [asOf, days, wholeGovernment],
	});
	return rowCount ?? 0;
}

const measureSql = `
with span as (
	select ($1::date + 1)::timestamp at time zone 'Asia/Jakarta' as until,
		($1::date + 1 - $2::int)::timestamp at time zone 'Asia/Jakarta' as since
), moment as (
	select since, until, least(until, now()) as at from span
), seen as (
	select coalesce(a.office_pemda, c.holder_pemda) as pemda, coalesce(a.office_id, c.holder_office_id) as office_id,
		c.outcome in ('merged', 'archived') and c.closed_at <= m.at as excluded,
		a.answered_at is not null as answered,
		extract(epoch from a.answered_at - c.filed_at) / 3600 as hours,
		a.answered_at <= c.due_at as on_time,
		a.answered_at is null and c.due_at < m.at and (c.closed_at is null or c.closed_at > m.at) as late_open,
		coalesce(a.disputed, false) as disputed,
		c.reopenings > 0 as reopened,
		c.closed_at <= m.at as closed,
		r.score
	from moment m
	join casework.case c on c.filed_at >= m.since and c.filed_at < m.until and c.class <> 'application'
	left join lateral (
		select (array_agg(k.office_pemda order by k.answered_at))[1] as office_pemda,
			(array_agg(k.office_id order by k.answered_at))[1] as office_id,
			min(k.answered_at) as answered_at, bool_or(k.disputed_at <= m.at) as disputed
		from casework.closure k where k.case_id = c.id and k.answered_at <= m.at
	) a on true
	left join lateral (
		select (select avg(u) * 25 from unnest(array[t.u1, t.u2, t.u3, t.u4, t.u5, t.u6, t.u7, t.u8, t.u9]) u) as score
		from casework.rating t where t.case_id = c.id and t.at <= m.at
	) r on true
), lines as (
	select case when grouping(pemda) = 1 then '*' else pemda end as pemda,
		case when grouping(office_id) = 1 then $3::uuid else office_id end as office_id,
		count(*) filter (where excluded is not true)::int as filed,
		count(*) filter (where excluded)::int as excluded,
		count(*) filter (where answered and excluded is not true)::int as answered,
		percentile_cont(0.5) within group (order by hours) filter (where answered and excluded is not true) as median_hours,
		count(*) filter (where (answered or late_open) and excluded is not true)::int as due,
		count(*) filter (where on_time and excluded is not true)::int as on_time,
		count(*) filter (where late_open and excluded is not true)::int as late_open,
		count(*) filter (where disputed and excluded is not true)::int as disputed,
		count(*) filter (where answered and reopened and excluded is not true)::int as reopened,
		count(*) filter (where closed and excluded is not true)::int as closed,
		count(score)::int as ratings, avg(score) as satisfaction
	from seen group by grouping sets ((), (pemda), (pemda, office_id))
)
insert into casework.performance as p (pemda, office_id, days, as_of, measured_at, filed, excluded, answered, median_hours, due,
	on_time, late_open, disputed, reopened, closed, ratings, satisfaction)
select pemda, office_id, $2, $1, now(), filed, excluded, answered, median_hours, due, on_time, late_open, disputed, reopened, closed,
	ratings, satisfaction from lines
on conflict (pemda, office_id, days, as_of) do update set measured_at = excluded.measured_at, filed = excluded.filed,
	excluded = excluded.excluded, answered = excluded.answered, median_hours = excluded.median_hours, due = excluded.due,
	on_time = excluded.on_time, late_open = excluded.late_open, disputed = excluded.disputed, reopened = excluded.reopened,
	closed = excluded.closed, ratings = excluded.ratings, satisfaction = excluded.satisfaction`;

const columns = `pemda, office_id as "officeId", days, as_of as "asOf", measured_at as "measuredAt", filed, excluded, answered,
	median_hours as "medianHours", due, on_time as "onTime", late_open as "lateOpen", disputed, reopened, closed, ratings, satisfaction`;

/** The lines of one day: all governments (and the total), or one government and its offices. */
export async function selectPerformance(asOf: string, days: number, pemda?: string): Promise<Performance[]> {
	const { rows } = await db.query<Performance>({
		name: pemda ? 'casework.performance-of' : 'casework.performance',
		text: `select ${columns} from casework.performance where days = $2
			and as_of = (select max(as_of) from casework.performance where as_of <= $1 and days = $2)
			and ${pemda ? 'pemda = $3' : 'office_id = $3'} order by pemda, office_id`,
		values: [asOf, days, pemda ?? wholeGovernment],
	});
	return rows;
}
