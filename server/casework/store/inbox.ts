import type { Tx } from '#platform/db';
import type { Class, Status } from '../case.ts';

export type InboxRow = {
	pemda: string;
	caseId: string;
	number: string;
	title: string;
	class: Class;
	subject: string;
	region: string;
	status: Status;
	privacy: string;
	publication: string;
	escalation: number;
	filedAt: Date;
	/** The nearest clock of the office. */
	dueAt: Date;
	/** When the person was promised a solution. */
	solveAt: Date;
	custody: 'held' | 'offered';
	custodyId: string;
	officePemda: string;
	officeId: string;
	assigneeId: string | null;
};

/** Whose inbox: single offices, and whole governments for those who see them. */
export type Desk = { offices: { pemda: string; officeId: string }[]; governments: string[] };

export type InboxFilter = {
	custody?: 'held' | 'offered';
	statuses?: Status[];
	lateAt?: Date;
	assigneeId?: string;
	unassigned?: boolean;
	class?: Class;
	subject?: string;
	/** A group of subjects, by the subjects in it. */
	subjects?: string[];
	region?: string;
	office?: { pemda: string; officeId: string };
	unpublished?: boolean;
	q?: string;
};

/** What is late soonest first; or by the day of filing. */
const orders = {
	due: { by: 'u.due_at', shown: '"dueAt"', way: '', than: '>' },
	newest: { by: 'c.filed_at', shown: '"filedAt"', way: ' desc', than: '<' },
	oldest: { by: 'c.filed_at', shown: '"filedAt"', way: '', than: '>' },
} as const;
export type InboxOrder = keyof typeof orders;

type InboxPage = { after: { at: Date; id: string } | undefined; limit: number; order: InboxOrder };

/**
 * Open custody of a desk in order of legal due time, unless told otherwise. The offices are given although row-level
 * security would fence them: each part of a desk walks its own index in that order, no further than the page is long.
 * What a desk opens with is prepared once, as a filter's many texts are not.
 */
export async function selectInbox(
	tx: Tx,
	desk: Desk,
	filter: InboxFilter,
	page: InboxPage,
): Promise<InboxRow[]> {
	const values: unknown[] = [];
	const put = (value: unknown) => `$${values.push(value)}`;
	const { by, shown, way, than } = orders[page.order];
	const where = ['u.ended_at is null', ...conditions(filter, put)];
	if (page.after) where.push(`(${by}, u.id) ${than} (${put(page.after.at)}, ${put(page.after.id)})`);
	const limit = Math.trunc(page.limit);
	const parts = partsOf(desk, filter, put).map(
		(part) => `(select ${columns} ${joined}
			where ${[part, ...where].join(' and ')} order by ${by}${way}, u.id${way} limit ${limit})`,
	);
	if (parts.length === 0) return [];
	const isPlain = Object.values(filter).every((value) => value === undefined);
	const name = `casework.inbox ${page.order} ${limit} ${shapeOf(desk)}${page.after ? ' after' : ''}`;
	const { rows } = await tx.query<InboxRow>({
		...(isPlain ? { name } : {}),
		text: `select * from (${parts.join(' union all ')}) t order by ${shown}${way}, "custodyId"${way} limit ${limit}`,
		values,
	});
	return rows;
}

const joined = `from casework.custody u join casework.case c on c.pemda = u.case_pemda and c.id = u.case_id`;

/** How many a filter finds, for each government whose desks they lie on. */
export async function countFound(
	tx: Tx,
	desk: Desk,
	filter: InboxFilter,
): Promise<{ pemda: string; count: number }[]> {
	const values: unknown[] = [];
	const put = (value: unknown) => `$${values.push(value)}`;
	const where = ['u.ended_at is null', whose(desk, filter, put), ...conditions(filter, put)];
	const { rows } = await tx.query<{ pemda: string; count: number }>({
		text: `select u.pemda, count(*)::int as count ${joined} where ${where.join(' and ')} group by u.pemda order by u.pemda`,
		values,
	});
	return rows;
}

const columns = `c.pemda, c.id as "caseId", c.number, c.title, c.class, c.subject, c.region, c.status, c.privacy, c.publication,
	c.escalation, c.filed_at as "filedAt", u.due_at as "dueAt", c.due_at as "solveAt", u.state as custody,
	u.id as "custodyId", u.pemda as "officePemda", u.office_id as "officeId", u.assignee_id as "assigneeId"`;

export type InboxCounts = {
	/** Held, and the next move is the office's. */
	active: number;
	/** The next move is the person's. */
	waiting: number;
	offered: number;
	late: number;
	mine: number;
	unassigned: number;
	unpublished: number;
};

export async function countInbox(tx: Tx, desk: Desk, accountId: string, at: Date): Promise<InboxCounts> {
	const values: unknown[] = [at, accountId];
	const put = (value: unknown) => `$${values.push(value)}`;
	const { rows } = await tx.query<InboxCounts>({
		name: `casework.inbox-counts ${shapeOf(desk)}`,
		text: `select count(*) filter (where u.status not in ('answered', 'waiting'))::int as active,
				count(*) filter (where u.status in ('answered', 'waiting'))::int as waiting, count(*) filter (where u.state = 'offered')::int as offered,
				count(*) filter (where u.due_at < $1 and u.state = 'held' and u.status not in ('answered', 'waiting'))::int as late,
				count(*) filter (where u.assignee_id = $2)::int as mine,
				count(*) filter (where u.state = 'held' and u.assignee_id is null)::int as unassigned,
				count(*) filter (where u.unpublished)::int as unpublished
			from casework.custody u where u.ended_at is null and ${whose(desk, {}, put)}`,
		values,
	});
	return rows[0] ?? { active: 0, waiting: 0, offered: 0, late: 0, mine: 0, unassigned: 0, unpublished: 0 };
}

/** The condition that picks a desk's custody rows, with its values put beside the others. */
export function whose(desk: Desk, filter: InboxFilter, put: (value: unknown) => string): string {
	const parts = partsOf(desk, filter, put);
	return parts.length > 0 ? `(${parts.join(' or ')})` : 'false';
}

/** The text of a desk's conditions depends on these two numbers alone. */
function shapeOf(desk: Desk): string {
	return `${desk.governments.length} of ${partsOf(desk, {}, () => '').length}`;
}

/** A condition for each government and each office outside them: no row fits two. */
function partsOf(desk: Desk, { office }: InboxFilter, put: (value: unknown) => string): string[] {
	const single = (one: { pemda: string; officeId: string }) =>
		`(u.pemda = ${put(one.pemda)} and u.office_id = ${put(one.officeId)})`;
	if (desk.governments.length + desk.offices.length === 0) return []; // no desk, no inbox, whatever is named
	if (office) return [single(office)];
	const apart = desk.offices.filter(({ pemda }) => !desk.governments.includes(pemda));
	const offices = [...new Map(apart.map((one) => [`${one.pemda}/${one.officeId}`, one])).values()];
	return [...desk.governments.map((pemda) => `u.pemda = ${put(pemda)}`), ...offices.map(single)];
}

function conditions(filter: InboxFilter, put: (value: unknown) => string): string[] {
	const where: string[] = [];
	if (filter.custody) where.push(`u.state = ${put(filter.custody)}`);
	if (filter.statuses) where.push(`u.status = any(${put(filter.statuses)})`);
	if (filter.lateAt) {
		where.push(
			`u.due_at < ${put(filter.lateAt)} and u.state = 'held' and u.status not in ('answered', 'waiting')`,
		);
	}
	if (filter.assigneeId) where.push(`u.assignee_id = ${put(filter.assigneeId)}`);
	if (filter.unassigned) where.push("u.state = 'held' and u.assignee_id is null");
	if (filter.unpublished) where.push('u.unpublished');
	if (filter.class) where.push(`c.class = ${put(filter.class)}`);
	if (filter.subjects) where.push(`c.subject = any(${put(filter.subjects)})`);
	if (filter.subject) where.push(`c.subject = ${put(filter.subject)}`);
	if (filter.region) where.push(`c.region like ${put(`${filter.region}%`)}`);
	if (filter.q) {
		const words = put(filter.q);
		where.push(`(c.number = ${put(filter.q.toUpperCase().replace(/[^0-9A-Z]/g, ''))}
			or to_tsvector('pg_catalog.indonesian', c.title || ' ' || c.body) @@ websearch_to_tsquery('pg_catalog.indonesian', ${words}))`);
	}
	return where;
}

/** Along what changed last anywhere, which is little; whose it is, custody says. */
export async function countChanged(tx: Tx, desk: Desk, since: Date): Promise<number> {
	const values: unknown[] = [since];
	const put = (value: unknown) => `$${values.push(value)}`;
	const { rows } = await tx.query<{ count: number }>({
		text: `select count(*)::int as count from casework.public_case p
			join casework.custody u on u.case_pemda = p.pemda and u.case_id = p.case_id
			where p.changed_at > $1 and (u.ended_at is null or u.ended_at > $1) and ${whose(desk, {}, put)}`,
		values,
	});
	return rows[0]?.count ?? 0;
}
