import type { Db, Tx } from '#platform/db';
import type { Happening } from '../score/score.ts';
import { type Plan, type PlanRow, withFramework } from './plans.ts';

export type Action = {
	requirement: string;
	officeId: string;
	officeName: string;
	/** The post that answers for it; null: whoever sits in the office. */
	postId: string | null;
	postTitle: string;
	/** What is to be done for it; '' where nobody said. */
	work: string;
	target: string;
	unit: string;
	/** YYYY-MM-DD. */
	startsOn: string;
	dueAt: Date;
};
/** A line as it is written; without an office it takes the document from whoever had it. */
export type ActionLine = Omit<Action, 'officeId'> & {
	pemda: string;
	year: number;
	id: string;
	officeId: string | null;
	batch: string;
	undoes: string | null;
	at: Date;
	by: string;
};

export async function insertActions(tx: Tx, lines: ActionLine[]): Promise<void> {
	await tx.query({
		text: `insert into renaksi.action (pemda, id, year, requirement, office_id, office_name, post_id, post_title, work, target, unit,
				starts_on, due_at, batch, undoes, at, by_actor)
			select pemda, id, year, requirement, "officeId", "officeName", "postId", "postTitle", work, target, unit, "startsOn", "dueAt",
				batch, undoes, at, by
			from jsonb_to_recordset($1) as r(pemda text, id uuid, year int, requirement text, "officeId" uuid, "officeName" text,
				"postId" uuid, "postTitle" text, work text, target text, unit text, "startsOn" date, "dueAt" timestamptz, batch uuid,
				undoes uuid, at timestamptz, by text)`,
		values: [JSON.stringify(lines)],
	});
}

const actionColumns = `requirement, office_id as "officeId", office_name as "officeName", post_id as "postId", post_title as "postTitle",
	work, target, unit, starts_on as "startsOn", due_at as "dueAt"`;

/** Who brings what: the newest line of each document, where it names an office. */
export async function selectActions(within: Db, pemda: string, year: number): Promise<Map<string, Action>> {
	const { rows } = await within.query<Action>({
		name: 'renaksi.actions',
		text: `select * from (
				select distinct on (requirement) ${actionColumns} from renaksi.action where pemda = $1 and year = $2
				order by requirement, at desc, id desc
			) newest where "officeId" is not null`,
		values: [pemda, year],
	});
	return new Map(rows.map((row) => [row.requirement, row]));
}

/** What stands open for some offices, in plans that are not closed, with why it was rejected or handed back. */
export type OpenAction = {
	plan: Plan;
	requirement: string;
	dueAt: Date;
	/** Undefined: nothing was handed in yet. */
	kind: Happening['kind'] | undefined;
	reason: string;
	missing: string;
};

/** One statement for a page that is opened all day: each of its lines is found by a key. Verdicts only where the fence shows them. */
export async function selectOpenActions(
	tx: Tx,
	governments: string[],
	offices: string[],
): Promise<OpenAction[]> {
	type Row = PlanRow & Omit<OpenAction, 'plan' | 'kind'> & { kind: Happening['kind'] | null };
	const { rows } = await tx.query<Row>({
		name: 'renaksi.open-actions',
		text: `select p.pemda, p.year, p.hash, p.opened_at as "openedAt", null as "closedAt", a.requirement, a.due_at as "dueAt", e.kind,
				coalesce(v.reason, e.reason, '') as reason, coalesce(v.missing, '') as missing
			from renaksi.plan p
			cross join lateral (
				select distinct on (n.requirement) n.requirement, n.office_id, n.due_at from renaksi.action n
				where n.pemda = p.pemda and n.year = p.year order by n.requirement, n.at desc, n.id desc
			) a
			left join lateral (
				select l.kind, l.percent, l.evidence_id, l.reason from renaksi.event l
				where l.pemda = p.pemda and l.year = p.year and l.requirement = a.requirement order by l.counts_from desc, l.id desc limit 1
			) e on true
			left join renaksi.verdict v on v.pemda = p.pemda and v.evidence_id = e.evidence_id
			where p.pemda = any($1) and a.office_id = any($2)
				and not exists (select from renaksi.closure c where c.pemda = p.pemda and c.year = p.year)
				and (e.kind is null or e.kind in ('rejected', 'returned') or (e.kind = 'corrected' and e.percent = 0))
			order by a.due_at, a.requirement`,
		values: [governments, offices],
	});
	return Promise.all(
		rows.map(async ({ requirement, dueAt, kind, reason, missing, ...plan }) => ({
			...{ requirement, dueAt, reason, missing, kind: kind ?? undefined },
			plan: await withFramework(tx, plan),
		})),
	);
}

type Words = Omit<Action, 'requirement' | 'officeId'> & { officeId: string | null };

/** The lines of a batch that are still the newest of their documents, each with the line before the batch. */
export async function selectBatch(
	tx: Tx,
	{ pemda, year, batch }: { pemda: string; year: number; batch: string },
): Promise<(Omit<Action, 'officeId'> & { officeId: string | null; was: Words | null })[]> {
	type Row = Omit<Action, 'officeId'> & {
		officeId: string | null;
		was: (Omit<Words, 'dueAt'> & { dueAt: string }) | null;
	};
	const { rows } = await tx.query<Row>({
		text: `select b.*, (
				select to_jsonb(w) from (
					select office_id as "officeId", office_name as "officeName", post_id as "postId", post_title as "postTitle", work,
						target, unit, starts_on as "startsOn", due_at as "dueAt" from renaksi.action
					where pemda = $1 and year = $2 and requirement = b.requirement and batch <> $3 order by at desc, id desc limit 1
				) w
			) as was
			from (
				select distinct on (requirement) ${actionColumns}, batch from renaksi.action where pemda = $1 and year = $2
				order by requirement, at desc, id desc
			) b where b.batch = $3`,
		values: [pemda, year, batch],
	});
	return rows.map(({ was, ...row }) => ({ ...row, was: was && { ...was, dueAt: new Date(was.dueAt) } }));
}

export type Batch = {
	batch: string;
	officeName: string;
	count: number;
	/** How many of its lines still hold. */
	holds: number;
	firstDue: Date;
	lastDue: Date;
	at: Date;
	by: string;
	isUndoing: boolean;
};

/** What was given out lately in a plan, the newest first. */
export async function selectBatches(
	within: Db,
	{ pemda, year }: { pemda: string; year: number },
	most: number,
): Promise<Batch[]> {
	const { rows } = await within.query<Batch>({
		text: `select l.batch, max(l.office_name) as "officeName", count(*)::int as count, count(*) filter (where l.id = n.id)::int as holds,
				min(l.due_at) as "firstDue", max(l.due_at) as "lastDue", max(l.at) as at, max(l.by_actor) as by, bool_or(l.undoes is not null) as "isUndoing"
			from renaksi.action l join (
				select distinct on (requirement) requirement, id from renaksi.action where pemda = $1 and year = $2
				order by requirement, at desc, id desc
			) n on n.requirement = l.requirement
			where l.pemda = $1 and l.year = $2 group by l.batch order by max(l.at) desc, l.batch desc limit $3`,
		values: [pemda, year, most],
	});
	return rows;
}
