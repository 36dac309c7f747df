import { type Db, db } from '#platform/db';

export type ScoreLine = {
	pemda: string;
	year: number;
	/** 0 to 100 with two decimals. */
	score: string;
	penalty: string;
	required: number;
	uploaded: number;
	accepted: number;
	rejected: number;
	unverified: number;
	/** The last thing that counts in it; null where nothing happened yet. */
	since: Date | null;
};

const figures = `p.pemda, p.year,
	round(greatest(0, coalesce(s.earned, 0) / f.units - coalesce(s.penalty, 0)), 2)::text as score,
	coalesce(s.penalty, 0)::text as penalty,
	(select count(*)::int from renaksi.requirement r where r.hash = p.hash) as required,
	coalesce(s.uploaded, 0)::int as uploaded, coalesce(s.accepted, 0)::int as accepted,
	coalesce(s.rejected, 0)::int as rejected, coalesce(s.unverified, 0)::int as unverified, s.counts_from as since
	from renaksi.plan p join renaksi.framework f on f.hash = p.hash`;

/** Every plan of a year as of an instant: the last line kept at or before it, found by the key. */
export async function selectScores(year: number, at: Date): Promise<ScoreLine[]> {
	const { rows } = await db.query<ScoreLine>({
		name: 'renaksi.scores',
		text: `select ${figures} left join lateral (select * from renaksi.standing s where s.pemda = p.pemda and s.year = p.year
				and s.counts_from <= $2 order by s.counts_from desc, s.id desc limit 1) s on true
			where p.year = $1 and p.opened_at <= $2 order by p.pemda`,
		values: [year, at],
	});
	return rows;
}

/** The same from the events alone, in one statement: what the lines kept must equal. */
export async function recomputeScores(year: number, at: Date): Promise<ScoreLine[]> {
	const { rows } = await db.query<ScoreLine>({
		text: `with told as (
				select distinct on (t.pemda, t.year) t.* from renaksi.told t where t.year = $1 and t.counts_from <= $2
				order by t.pemda, t.year, t.counts_from desc, t.id desc
			)
			select ${figures} left join told s on s.pemda = p.pemda and s.year = p.year
			where p.year = $1 and p.opened_at <= $2 order by p.pemda`,
		values: [year, at],
	});
	return rows;
}

/** Lines kept that do not equal the events, by plan: none, unless somebody changed rows by hand. */
export async function selectUnequal(within: Db = db): Promise<{ pemda: string; year: number }[]> {
	const { rows } = await within.query<{ pemda: string; year: number }>({
		text: `select distinct pemda, year from (
				(select pemda, year, counts_from, id, earned, penalty, uploaded, accepted, rejected, unverified from renaksi.standing
				except select * from renaksi.told)
				union all
				(select * from renaksi.told
				except select pemda, year, counts_from, id, earned, penalty, uploaded, accepted, rejected, unverified from renaksi.standing)
			) d order by pemda, year`,
	});
	return rows;
}
