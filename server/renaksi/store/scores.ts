import { type Db, db } from '#platform/db';
import type { Framework } from '../framework/framework.ts';
import type { Facts } from '../leaders/forecast.ts';
import { selectFramework } from './frameworks.ts';

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

/** A line with the framework its plan was opened with. */
export type FramedLine = ScoreLine & { framework: Framework };
type Framed<Line> = Line & { hash: Buffer };

const figures = `p.pemda, p.year, p.hash,
	round(greatest(0, coalesce(s.earned, 0) / f.units - coalesce(s.penalty, 0)), 2)::text as score,
	coalesce(s.penalty, 0)::text as penalty, f.documents as required,
	coalesce(s.uploaded, 0) as uploaded, coalesce(s.accepted, 0) as accepted,
	coalesce(s.rejected, 0) as rejected, coalesce(s.unverified, 0) as unverified, s.counts_from as since`;
const plans = 'from renaksi.plan p join renaksi.framework f on f.hash = p.hash';
/** The last line kept at or before an instant, found by the key. */
const lastAt = (instant: string) => `left join lateral (
		select * from renaksi.standing s where s.pemda = p.pemda and s.year = p.year and s.counts_from <= ${instant}
		order by s.counts_from desc, s.id desc limit 1
	)`;

/** Every plan of a year as of an instant, from the lines kept: one round trip, one look-up for each plan. */
export async function selectScores(year: number, at: Date): Promise<FramedLine[]> {
	const { rows } = await db.query<Framed<ScoreLine>>({
		name: 'renaksi.scores',
		text: `select ${figures} ${plans} ${lastAt('$2')} s on true
			where p.year = $1 and p.opened_at <= $2 order by p.pemda`,
		values: [year, at],
	});
	return withFrameworks(rows);
}

/** What a forecast is made of, beside the line; points of 100. */
export type ForecastLine = FramedLine & Omit<Facts, 'score' | 'daysLeft'>;
const facts = `${figures}, (100 * coalesce(s.waits, 0) / f.units)::float8 as waiting,
	(100 * (f.units - coalesce(s.waits, 0) - coalesce(s.holds, 0)) / f.units)::float8 as open,
	f.documents - coalesce(s.accepted, 0) - coalesce(s.unverified, 0) as "openDocuments",
	coalesce(s.judged, 0) as judged, coalesce(s.passed, 0) as passed,
	coalesce(s.handed, 0) - coalesce(b.handed, 0) as recent`;

/** Every plan of a year with what its forecast is made of: `recent` is what was handed in since `from`. */
export async function selectForecasts(year: number, { from, at }: Span): Promise<ForecastLine[]> {
	const { rows } = await db.query<Framed<ScoreLine> & Omit<Facts, 'score' | 'daysLeft'>>({
		name: 'renaksi.forecasts',
		text: `select ${facts} ${plans} ${lastAt('$2')} s on true ${lastAt('$3')} b on true
			where p.year = $1 and p.opened_at <= $2 order by p.pemda`,
		values: [year, at, from],
	});
	return withFrameworks(rows);
}
export type Span = { from: Date; at: Date };

/** The newest plan of each of these governments as it stands. */
export async function selectNewestScores(codes: string[], at: Date): Promise<ScoreLine[]> {
	const { rows } = await db.query<ScoreLine>({
		name: 'renaksi.newest-scores',
		text: `select ${figures} from unnest($1::text[]) g
			cross join lateral (select * from renaksi.plan p where p.pemda = g and p.opened_at <= $2 order by p.year desc limit 1) p
			join renaksi.framework f on f.hash = p.hash ${lastAt('$2')} s on true`,
		values: [codes, at],
	});
	return rows;
}

/** A plan's score at each of several instants, in their order; null before it was opened. */
export async function selectScoreAt(
	pemda: string,
	year: number,
	instants: Date[],
): Promise<{ at: Date; score: string | null }[]> {
	const { rows } = await db.query<{ at: Date; score: string | null }>({
		name: 'renaksi.score-at',
		text: `select t.at, case when p.opened_at <= t.at then
				round(greatest(0, coalesce(s.earned, 0) / f.units - coalesce(s.penalty, 0)), 2)::text end as score
			${plans} cross join unnest($3::timestamptz[]) with ordinality as t(at, n) ${lastAt('t.at')} s on true
			where p.pemda = $1 and p.year = $2 order by t.n`,
		values: [pemda, year, instants],
	});
	return rows;
}

async function withFrameworks<Line extends { hash: Buffer }>(
	rows: Line[],
): Promise<(Omit<Line, 'hash'> & { framework: Framework })[]> {
	const known = new Map<string, Framework>();
	for (const { hash } of rows) {
		const key = hash.toString('hex');
		if (!known.has(key)) known.set(key, await selectFramework(db, hash));
	}
	return rows.map(({ hash, ...line }) => {
		const framework = known.get(hash.toString('hex'));
		if (!framework) throw new Error('A plan without its framework');
		return { ...line, framework };
	});
}

/** The same from the events alone, in one statement: what the lines kept must equal. */
export async function recomputeScores(year: number, at: Date): Promise<ScoreLine[]> {
	const { rows } = await db.query<ScoreLine>({
		text: `with told as (
				select distinct on (t.pemda, t.year) t.* from renaksi.told t where t.year = $1 and t.counts_from <= $2
				order by t.pemda, t.year, t.counts_from desc, t.id desc
			)
			select ${figures} ${plans} left join told s on s.pemda = p.pemda and s.year = p.year
			where p.year = $1 and p.opened_at <= $2 order by p.pemda`,
		values: [year, at],
	});
	return rows;
}

const kept = (of: string) =>
	[
		'earned',
		'penalty',
		'uploaded',
		'accepted',
		'rejected',
		'unverified',
		'waits',
		'holds',
		'handed',
		'judged',
		'passed',
	]
		.map((column) => `${of}.${column}`)
		.join();

/** Makes every line of a government anew from its events; answers how many there are, and the plans where one differs. */
export async function recomputeLines(
	within: Db,
	pemda: string,
): Promise<{ lines: number; unequal: { pemda: string; year: number }[] }> {
	// Joined by what both are in order of already, the government left out: nothing is hashed.
	const { rows } = await within.query<{ year: number; lines: number; equal: boolean }>({
		text: `select year, count(*)::int as lines,
				bool_and(row(${kept('t')}) is not distinct from row(${kept('s')})) as equal
			from (select * from renaksi.told where pemda = $1) t
			full join (select * from renaksi.standing where pemda = $1) s using (year, counts_from, id)
			group by year`,
		values: [pemda],
	});
	return {
		lines: rows.reduce((total, row) => total + row.lines, 0),
		unequal: rows.filter(({ equal }) => !equal).map(({ year }) => ({ pemda, year })),
	};
}

/** The governments that ever had a plan. */
export async function selectPlanned(within: Db = db): Promise<string[]> {
	const { rows } = await within.query<{ pemda: string }>({
		text: 'select distinct pemda from renaksi.plan order by pemda',
	});
	return rows.map(({ pemda }) => pemda);
}
