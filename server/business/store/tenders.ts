import { type Db, db } from '#platform/db';
import type { Tender, TenderFilter } from '../tenders/tender.ts';

export type TenderRow = Tender & { id: string; firstSeenAt: Date };
type Outcome = { key: string; outcome: 'new' | 'changed' | 'same' | 'wrong' };

const columns = `t.id, t.ocid, t.pemda, t.kind, t.title, t.body, t.buyer, t.method, t.category, t.amount, t.status,
	t.published_on::text as "publishedOn", t.closes_at as "closesAt", t.url, t.released_at as "releasedAt",
	t.first_seen_at as "firstSeenAt"`;

/** As the owner, in one statement. `wrong`: this OCID is another government's. */
export async function upsertTenders(
	owner: Db,
	rows: (Tender & { id: string })[],
	at: Date,
	dry: boolean,
): Promise<Outcome[]> {
	const { rows: written } = await owner.query<Outcome>({
		text: `with n as (
				select n.*, case when t.ocid is null then 'new' when t.pemda <> n.pemda then 'wrong'
					when n."releasedAt" >= t.released_at and (t.kind, t.title, t.body, t.buyer, t.method, t.category, t.amount, t.status,
						t.published_on, t.closes_at, t.url) is distinct from (n.kind, n.title, n.body, n.buyer, n.method, n.category,
						n.amount, n.status, n."publishedOn", n."closesAt", n.url) then 'changed' else 'same' end as outcome
				from jsonb_to_recordset($1) as n(id uuid, ocid text, pemda text, kind text, title text, body text, buyer text,
					method text, category text, amount bigint, status text, "publishedOn" date, "closesAt" timestamptz, url text,
					"releasedAt" timestamptz) left join business.tender t on t.ocid = n.ocid
			), kept as (
				insert into business.tender as t (pemda, id, ocid, kind, title, body, buyer, method, category, amount, status,
					published_on, closes_at, url, released_at, first_seen_at, changed_at)
				select pemda, id, ocid, kind, title, body, buyer, method, category, amount, status, "publishedOn", "closesAt", url,
					"releasedAt", $2, $2 from n where outcome in ('new', 'changed') and not $3
				on conflict (ocid) do update set kind = excluded.kind, title = excluded.title, body = excluded.body,
					buyer = excluded.buyer, method = excluded.method, category = excluded.category, amount = excluded.amount,
					status = excluded.status, published_on = excluded.published_on, closes_at = excluded.closes_at,
					url = excluded.url, released_at = excluded.released_at, changed_at = excluded.changed_at
				where t.pemda = excluded.pemda and excluded.released_at >= t.released_at
			)
			select ocid as key, outcome from n`,
		values: [JSON.stringify(rows), at, dry],
	});
	return written;
}

type Place = { publishedOn: string; id: string };

/** The newest first, after the place where the page before ended. */
export async function selectTenders(
	filter: TenderFilter,
	at: Date,
	limit: number,
	after: Place | undefined,
): Promise<TenderRow[]> {
	const values: unknown[] = [];
	const put = (value: unknown) => `$${values.push(value)}`;
	const where = conditions(filter, at, put);
	if (after) where.push(`(t.published_on, t.id) < (${put(after.publishedOn)}::date, ${put(after.id)}::uuid)`);
	const { rows } = await db.query<TenderRow>({
		text: `select ${columns} from business.tender t ${whole(where)}
			order by t.published_on desc, t.id desc limit ${put(limit)}`,
		values,
	});
	return rows;
}

export async function countTenderRows(filter: TenderFilter, at: Date, most: number): Promise<number> {
	const values: unknown[] = [];
	const put = (value: unknown) => `$${values.push(value)}`;
	const where = conditions(filter, at, put);
	const { rows } = await db.query<{ count: number }>({
		text: `select count(*)::int as count from (select from business.tender t ${whole(where)} limit ${put(most)}) counted`,
		values,
	});
	return rows[0]?.count ?? 0;
}

/** What came in after one moment, up to another, and fits: for those who asked to be told. */
export async function selectNewTenders(
	on: Db,
	filter: TenderFilter,
	span: { since: Date; until: Date; at: Date },
	limit: number,
): Promise<TenderRow[]> {
	const values: unknown[] = [];
	const put = (value: unknown) => `$${values.push(value)}`;
	const where = conditions(filter, span.at, put);
	where.push(`t.first_seen_at > ${put(span.since)}`, `t.first_seen_at <= ${put(span.until)}`);
	const { rows } = await on.query<TenderRow>({
		text: `select ${columns} from business.tender t ${whole(where)}
			order by t.published_on desc, t.id desc limit ${put(limit)}`,
		values,
	});
	return rows;
}

export async function selectTender(ocid: string): Promise<TenderRow | undefined> {
	const { rows } = await db.query<TenderRow>({
		name: 'business.tender',
		text: `select ${columns} from business.tender t where t.ocid = $1`,
		values: [ocid],
	});
	return rows[0];
}

const whole = (where: string[]) => (where.length > 0 ? `where ${where.join(' and ')}` : '');

function conditions(
	{ q, pemda, kind, category, open }: TenderFilter,
	at: Date,
	put: (value: unknown) => string,
): string[] {
	const where: string[] = [];
	if (q) where.push(`t.words @@ websearch_to_tsquery('pg_catalog.indonesian', ${put(q)})`);
	if (pemda) where.push(`t.pemda = ${put(pemda)}`);
	if (kind) where.push(`t.kind = ${put(kind)}`);
	if (category) where.push(`t.category = ${put(category)}`);
	if (open) where.push(`t.status = 'active' and (t.closes_at is null or t.closes_at > ${put(at)})`);
	return where;
}
