import type { Db } from '#platform/db';
import { verificationRules } from '../verify/verification-rules.ts';

export type WaitingLine = {
	pemda: string;
	id: string;
	year: number;
	requirement: string;
	officeName: string;
	at: Date;
	risk: number;
	sameFile: boolean;
	again: boolean;
	worth: boolean;
	deadline: boolean;
	oftenRejected: boolean;
	/** Points of the total, out of 100, two decimals. */
	points: string;
};

export type Cursor = { risk: number; at: Date; id: string };
export type QueueQuery = {
	/** Undefined: all that the scope shows. */
	pemda: string[] | undefined;
	year: number | null;
	area: string | null;
	reason: string | null;
	/** Whose own evidence is left out. */
	account: string;
	order: 'risk' | 'age';
	after: Cursor | null;
	now: Date;
	limit: number;
};

/** What waits with every reason that makes it risky, from the rows as they are now. */
const judgedSql = `with waits as (
		select w.pemda, w.evidence_id as id, w.year, w.requirement, w.at, r.units, f.units as all_units, r.area,
			(f.document ->> 'closesAt')::timestamptz as closes_at
		from renaksi.waiting w
		join renaksi.plan p on p.pemda = w.pemda and p.year = w.year
		join renaksi.framework f on f.hash = p.hash
		join renaksi.requirement r on r.hash = p.hash and r.id = w.requirement
		where ($1::text[] is null or w.pemda = any($1)) and ($2::int is null or w.year = $2)
			and ($3::text is null or r.area = $3) and w.by_account <> $4
	), rates as (
		select e.pemda, e.year, count(*) as judged, count(*) filter (where e.kind = 'rejected') as rejected
		from renaksi.event e join (select distinct pemda, year from waits) g on g.pemda = e.pemda and g.year = e.year
		where e.kind in ('accepted', 'rejected') group by e.pemda, e.year
	), known as (
		select w.*,
			exists (select from renaksi.evidence_file f join renaksi.evidence_file o on o.pemda = f.pemda
				and o.original_sha256 = f.original_sha256 and o.evidence_id < f.evidence_id
				where f.pemda = w.pemda and f.evidence_id = w.id) as same_file,
			exists (select from renaksi.event e where e.pemda = w.pemda and e.year = w.year and e.requirement = w.requirement
				and e.kind = 'rejected') as again,
			w.units * 100 / w.all_units >= $5::numeric as worth,
			w.closes_at <= $6::timestamptz + make_interval(days => $7) as deadline,
			coalesce(r.judged >= $8 and r.rejected * 100 >= r.judged * $9, false) as often_rejected
		from waits w left join rates r on r.pemda = w.pemda and r.year = w.year
	), told as (
		select k.*, k.same_file::int * $10 + k.again::int * $11 + k.worth::int * $12 + k.deadline::int * $13
			+ k.often_rejected::int * $14 as risk
		from known k
	)`;

const valuesOf = (asked: QueueQuery): unknown[] => {
	const { risk } = verificationRules;
	const often = risk['often-rejected'];
	return [
		...[asked.pemda ?? null, asked.year, asked.area, asked.account],
		...[risk.worth.fromPoints, asked.now, risk.deadline.days, often.leastJudged, often.fromPercent],
		...[risk['same-file'].adds, risk.again.adds, risk.worth.adds, risk.deadline.adds, often.adds],
	];
};

const reasonSql = `($15::text is null or case $15 when 'same-file' then t.same_file when 'again' then t.again
	when 'worth' then t.worth when 'deadline' then t.deadline else t.often_rejected end)`;

/** A page of what waits: the riskiest first, or the oldest; of equal risk the oldest. */
export async function selectQueue(within: Db, asked: QueueQuery): Promise<WaitingLine[]> {
	const { order, after, limit, reason } = asked;
	const { rows } = await within.query<WaitingLine>({
		text: `${judgedSql}
			select t.pemda, t.id, t.year, t.requirement, e.office_name as "officeName", t.at, t.risk,
				t.same_file as "sameFile", t.again, t.worth, t.deadline, t.often_rejected as "oftenRejected",
				round(t.units * 100 / t.all_units, 2)::text as points
			from told t join renaksi.evidence e on e.pemda = t.pemda and e.id = t.id
			where ${reasonSql} and ($16::int is null or case when $19
				then (-t.risk, t.at, t.id) > (-$16, $17::timestamptz, $18::uuid) else (t.at, t.id) > ($17, $18) end)
			order by case when $19 then -t.risk else 0 end, t.at, t.id limit $20`,
		values: [
			...valuesOf(asked),
			...[reason, after?.risk ?? null, after?.at ?? null, after?.id ?? null, order === 'risk', limit],
		],
	});
	return rows;
}

/** How many wait, of what is asked for. */
export async function countQueue(within: Db, asked: QueueQuery): Promise<number> {
	const { rows } = await within.query<{ count: number }>({
		text: `${judgedSql} select count(*)::int as count from told t where ${reasonSql}`,
		values: [...valuesOf(asked), asked.reason],
	});
	return rows[0]?.count ?? 0;
}

export type Judged = { accountId: string; name: string; judged: number; medianHours: number };

/** Who judged how much since an instant, and how long evidence had waited: the middle of it, in hours. */
export async function selectJudged(within: Db, pemda: string[] | undefined, since: Date): Promise<Judged[]> {
	const { rows } = await within.query<Judged>({
		text: `select v.by_account as "accountId", max(v.by_name) as name, count(*)::int as judged,
				percentile_cont(0.5) within group (order by extract(epoch from v.at - e.at) / 3600)::float8 as "medianHours"
			from renaksi.verdict v join renaksi.evidence e on e.pemda = v.pemda and e.id = v.evidence_id
			where ($1::text[] is null or v.pemda = any($1)) and v.at > $2 group by v.by_account order by judged desc, name`,
		values: [pemda ?? null, since],
	});
	return rows;
}

/** Somebody who verifies, and the governments they do it for; null: all that the scope shows. */
export type Asker = { accountId: string; pemda: string[] | null };
export type Waits = { accountId: string; waiting: number; medianHours: number | null };

/** How much waits for each of several people, their own left out, and how old the middle of it is, in hours. */
export async function selectWaits(within: Db, askers: Asker[], at: Date): Promise<Waits[]> {
	const { rows } = await within.query<Waits>({
		text: `select a."accountId", count(w.at)::int as waiting,
				percentile_cont(0.5) within group (order by extract(epoch from $2::timestamptz - w.at) / 3600)
					filter (where w.at is not null)::float8 as "medianHours"
			from jsonb_to_recordset($1::jsonb) as a("accountId" text, pemda jsonb)
			left join renaksi.waiting w on w.by_account <> a."accountId"::uuid and (a.pemda = 'null' or a.pemda is null or a.pemda ? w.pemda)
			group by a."accountId"`,
		values: [JSON.stringify(askers), at],
	});
	return rows;
}
