import { db, type Tx } from '#platform/db';

/** `strength`: how many usual spreads this week lies above the median of the eight weeks before it. */
export type Surge = {
	pemda: string;
	subject: string;
	weekEnd: string;
	count: number;
	usual: number;
	spread: number;
	strength: number;
};

const pastWeeks = 8;

/**
 * For each government of the place and each subject: filed in the seven days up to the end of `asOf`, against the
 * median of the eight weeks before. The spread is the median absolute deviation times 1.4826 (a normal one's standard
 * deviation), but never less than the square root of the median or 1, so that 0, 0, 1 is no alarm. Kept from strength 2.
 */
export async function measureSurges(tx: Tx, asOf: string): Promise<void> {
	await tx.query({ text: 'delete from casework.surge where week_end = $1', values: [asOf] });
	await tx.query({
		text: `with recent as (
				select region_pemda as pemda, subject,
					floor(extract(epoch from (($1::date + 1)::timestamp at time zone 'Asia/Jakarta') - filed_at) / 604800)::int as week
				from casework.public_case
				where listed and filed_at < ($1::date + 1)::timestamp at time zone 'Asia/Jakarta'
					and filed_at >= (($1::date + 1)::timestamp at time zone 'Asia/Jakarta') - make_interval(weeks => $2 + 1)
			), weekly as (
				select k.pemda, k.subject, w.week, count(r.week)::int as count
				from (select distinct pemda, subject from recent where week = 0) k
				cross join generate_series(0, $2) as w(week)
				left join recent r on r.pemda = k.pemda and r.subject = k.subject and r.week = w.week
				group by k.pemda, k.subject, w.week
			), usual as (
				select pemda, subject, percentile_cont(0.5) within group (order by count) as median
				from weekly where week > 0 group by pemda, subject
			), spread as (
				select w.pemda, w.subject, u.median,
					greatest(1, sqrt(u.median), 1.4826 * percentile_cont(0.5) within group (order by abs(w.count - u.median))) as spread
				from weekly w join usual u using (pemda, subject) where w.week > 0 group by w.pemda, w.subject, u.median
			)
			insert into casework.surge (pemda, subject, week_end, count, usual, spread, strength)
			select w.pemda, w.subject, $1, w.count, s.median, s.spread, (w.count - s.median) / s.spread
			from weekly w join spread s using (pemda, subject)
			where w.week = 0 and (w.count - s.median) / s.spread >= 2`,
		values: [asOf, pastWeeks],
	});
}

/** What rises most, strongest first: everywhere or in one government's area. */
export async function listSurges(pemda: string | undefined, limit: number): Promise<Surge[]> {
	const { rows } = await db.query<Surge>({
		name: 'casework.surges',
		text: `select pemda, subject, week_end as "weekEnd", count, usual, spread, strength from casework.surge
			where week_end = (select max(week_end) from casework.surge) and ($1::text is null or pemda = $1)
			order by strength desc, count desc limit $2`,
		values: [pemda ?? null, limit],
	});
	return rows;
}
