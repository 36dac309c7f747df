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

const held = `u.ended_at is null and u.state = 'held'`;

/** Each statement writes its conditions against a list of values of its own. */
function words({ desk, posts, at }: Lead) {
	const values: unknown[] = [];
	const put = (value: unknown) => `$${values.push(value)}`;
	const conditions: Record<OverviewView, () => string> = {
		open: () => 'true',
		late: () => `(u.due_at < ${put(at)} and u.status not in ('answered', 'waiting'))`,
		disputed: () => `u.status = 'disputed'`,
		mine: () =>
			`(u.climbed_to = any(${put(posts.map(({ role, pemda, officeId }) => `${role} ${pemda} ${officeId}`))})
				and u.status not in ('answered', 'waiting'))`,
	};
	return { values, put, conditions, within: desk ? ` and ${whose(desk, {}, put)}` : '' };
}

/** How things stand in one government, or in one of its offices. */
export type LedPlace = OverviewCounts & { pemda: string; officeId: string | null };

/** One walk over what is open: by office for those who lead one government, else by government. */
export async function selectLedPlaces(tx: Tx, lead: Lead, byOffice: boolean): Promise<LedPlace[]> {
	const { values, conditions, within } = words(lead);
	const counts = overviewViews.map((view) => `count(*) filter (where ${conditions[view]()})::int as ${view}`);
	const { rows } = await tx.query<LedPlace>({
		text: `select u.pemda, ${byOffice ? 'u.office_id' : 'null::uuid'} as "officeId", ${counts.join(', ')}
			from casework.custody u where ${held}${within} group by 1, 2 order by 1, 2`,
		values,
	});
	return rows;
}

/**
 * A page of a leader's cases, what is longest due first: picked along the custody of the desk, then joined, unless what is
 * asked for only the case knows.
 */
export async function selectLedCases(tx: Tx, lead: Lead, filter: LedFilter): Promise<LedCase[]> {
	const { values, put, conditions, within } = words(lead);
	const ofCustody = [conditions[filter.view]()];
	if (filter.pemda) ofCustody.push(`u.pemda = ${put(filter.pemda)}`);
	if (filter.officeId) ofCustody.push(`u.office_id = ${put(filter.officeId)}`);
	if (filter.after) ofCustody.push(`(u.due_at, u.id) > (${put(filter.after.at)}, ${put(filter.after.id)})`);
	const ofCase = filter.subject ? [`c.subject = ${put(filter.subject)}`] : [];
	if (filter.newest && filter.view === 'disputed') ofCase.push(`c.status = 'disputed'`); // has an index in that order
	const limit = put(filter.limit);
	const custody = `select * from casework.custody u where ${held}${within} and ${ofCustody.join(' and ')}`;
	const picked =
		filter.subject || filter.newest ? custody : `${custody} order by u.due_at, u.id limit ${limit}`;
	const { rows } = await tx.query<LedCase>({
		text: `select c.number, c.title, c.status, c.subject, c.region, u.pemda, u.office_id as "officeId", u.due_at as "dueAt",
				c.filed_at as "filedAt", c.escalation, u.id as "custodyId"
			from (${picked}) u join casework.case c on c.pemda = u.case_pemda and c.id = u.case_id
			${ofCase.length > 0 ? `where ${ofCase.join(' and ')}` : ''}
			order by ${filter.newest ? 'c.changed_at desc' : 'u.due_at'}, u.id limit ${limit}`,
		values,
	});
	return rows;
}
