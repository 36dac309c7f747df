import type { Tx } from '#platform/db';
import type { Status } from '../case.ts';
import { type Desk, whose } from './inbox.ts';

/** `mine`: went up the ladder to a post of this leader, no further, and the next move is the government's. */
export type OverviewCounts = { open: number; late: number; disputed: number; mine: number };
export const overviewViews = ['open', 'late', 'disputed', 'mine'] as const;
export type OverviewView = (typeof overviewViews)[number];
export type LedCase = {
	number: string;
	title: string;
	status: Status;
	subject: string;
	region: string;
	pemda: string;
	officeId: string;
	/** The nearest clock of the office that holds it. */
	dueAt: Date;
	filedAt: Date;
	escalation: number;
	custodyId: string;
};
/** Whose page it is: the desk (undefined: everything row-level security lets through) and the posts cases climb to. */
export type Lead = {
	desk: Desk | undefined;
	posts: { role: string; pemda: string; officeId: string }[];
	at: Date;
};
export type LedFilter = {
	view: OverviewView;
	pemda?: string;
	officeId?: string;
	subject?: string;
	/** Changed last first, for a short list without pages. */
	newest?: boolean;
	after?: { at: Date; id: string };
	limit: number;
};

const from = `from casework.custody u join casework.case c on c.pemda = u.case_pemda and c.id = u.case_id
	where u.ended_at is null and u.state = 'held'`;

/** Each statement writes its conditions against a list of values of its own. */
function words({ desk, posts, at }: Lead) {
	const values: unknown[] = [];
	const put = (value: unknown) => `$${values.push(value)}`;
	const conditions: Record<OverviewView, () => string> = {
		open: () => 'true',
		late: () => `(u.due_at < ${put(at)} and c.status not in ('answered', 'waiting'))`,
		disputed: () => `c.status = 'disputed'`,
		mine: () => `(c.escalation > 0 and c.status not in ('answered', 'waiting') and (
			select (e.detail->>'role', e.detail->>'pemda', e.detail->>'office') in (select * from unnest(
				${put(posts.map((post) => post.role))}::text[], ${put(posts.map((post) => post.pemda))}::text[],
				${put(posts.map((post) => post.officeId))}::text[]))
			from casework.entry e where e.case_id = c.id and e.kind = 'escalated' and e.visibility <> 'internal'
			order by e.at desc, e.id desc limit 1))`,
	};
	return { values, put, conditions, within: () => (desk ? ` and ${whose(desk, {}, put)}` : '') };
}

export async function selectOverview(tx: Tx, lead: Lead): Promise<OverviewCounts> {
	const { values, conditions, within } = words(lead);
	const counts = overviewViews.map((view) => `count(*) filter (where ${conditions[view]()})::int as ${view}`);
	const { rows } = await tx.query<OverviewCounts>({
		text: `select ${counts.join(', ')} ${from}${within()}`,
		values,
	});
	return rows[0] ?? { open: 0, late: 0, disputed: 0, mine: 0 };
}

export type LateWhere = { pemda: string; officeId: string | null; count: number; open: number };

/** Late by government, or by office for those who lead one government. */
export async function selectLateWhere(tx: Tx, lead: Lead, byOffice: boolean): Promise<LateWhere[]> {
	const { values, conditions, within } = words(lead);
	const office = byOffice ? 'u.office_id' : 'null::uuid';
	const { rows } = await tx.query<LateWhere>({
		text: `select * from (select u.pemda, ${office} as "officeId", count(*) filter (where ${conditions.late()})::int as count,
				count(*)::int as open ${from}${within()} group by 1, 2) t
			where count > 0 order by count desc, pemda, "officeId"`,
		values,
	});
	return rows;
}

/** A page of a leader's cases, what is longest due first. */
export async function selectLedCases(tx: Tx, lead: Lead, filter: LedFilter): Promise<LedCase[]> {
	const { values, put, conditions, within } = words(lead);
	const where = [conditions[filter.view]()];
	if (filter.pemda) where.push(`u.pemda = ${put(filter.pemda)}`);
	if (filter.officeId) where.push(`u.office_id = ${put(filter.officeId)}`);
	if (filter.subject) where.push(`c.subject = ${put(filter.subject)}`);
	if (filter.after) where.push(`(u.due_at, u.id) > (${put(filter.after.at)}, ${put(filter.after.id)})`);
	const { rows } = await tx.query<LedCase>({
		text: `select c.number, c.title, c.status, c.subject, c.region, u.pemda, u.office_id as "officeId", u.due_at as "dueAt",
				c.filed_at as "filedAt", c.escalation, u.id as "custodyId" ${from}${within()} and ${where.join(' and ')}
			order by ${filter.newest ? 'c.changed_at desc' : 'u.due_at'}, u.id limit ${put(filter.limit)}`,
		values,
	});
	return rows;
}
