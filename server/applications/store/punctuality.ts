import { wholeGovernment } from '#casework';
import { db, type Tx } from '#platform/db';

/** Applications of a government, or of one of its offices, in the `days` days up to the end of `asOf`. */
export type Punctuality = {
	pemda: string;
	officeId: string;
	days: number;
	asOf: string;
	/** Granted or refused in the period, and how many of them by the day that was promised. */
	decided: number;
	onTime: number;
	/** Not decided, and the promised day is over. */
	lateOpen: number;
};

/** Counts as of now and keeps the lines of the day. What was withdrawn or lapsed is in no figure. */
export async function measureInto(tx: Tx, asOf: string, days: number, at: Date): Promise<void> {
	await tx.query({
		name: 'applications.measure-punctuality',
		text: `with seen as (
				select pemda, home_office_id, true as decided, ended_at <= promised_at as on_time
				from applications.application
				where ended_at <= $3 and ended_at > $3 - make_interval(days => $2) and outcome in ('granted', 'refused')
				union all
				select pemda, home_office_id, false, false from applications.application where ended_at is null and promised_at < $3
			)
			insert into applications.punctuality as p (pemda, office_id, days, as_of, measured_at, decided, on_time, late_open)
			select pemda, coalesce(home_office_id, $4), $2, $1, $3, count(*) filter (where decided), count(*) filter (where on_time),
				count(*) filter (where not decided)
			from seen group by grouping sets ((pemda), (pemda, home_office_id))
			on conflict (pemda, office_id, days, as_of) do update set measured_at = excluded.measured_at,
				decided = excluded.decided, on_time = excluded.on_time, late_open = excluded.late_open`,
		values: [asOf, days, at, wholeGovernment],
	});
}

/** The lines of the newest measured day up to `asOf`: of all governments, or of one with its offices. */
export async function selectPunctuality(asOf: string, days: number, pemda?: string): Promise<Punctuality[]> {
	const { rows } = await db.query<Punctuality>({
		name: pemda ? 'applications.punctuality-of' : 'applications.punctuality',
		text: `select pemda, office_id as "officeId", days, as_of as "asOf", decided, on_time as "onTime", late_open as "lateOpen"
			from applications.punctuality where days = $2
				and as_of = (select max(as_of) from applications.punctuality where as_of <= $1 and days = $2)
				and ${pemda ? 'pemda = $3' : 'office_id = $3'} order by pemda, office_id`,
		values: [asOf, days, pemda ?? wholeGovernment],
	});
	return rows;
}
