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
	subject?: string;
	region?: string;
	office?: { pemda: string; officeId: string };
	unpublished?: boolean;
	q?: string;
};

/**
 * Open custody of a desk in order of legal due time. The offices are given although row-level security would fence
 * them: that is the index it walks along.
 */
export async function selectInbox(
	tx: Tx,
	desk: Desk,
	filter: InboxFilter,
	page: { after: { at: Date; id: string } | undefined; limit: number },
): Promise<InboxRow[]> {
	const values: unknown[] = [];
	const put = (value: unknown) => `$${values.push(value)}`;
	const where = ['u.ended_at is null', whose(desk, filter, put), ...conditions(filter, put)];
	if (page.after) where.push(`(u.due_at, u.id) > (${put(page.after.at)}, ${put(page.after.id)})`);
	const { rows } = await tx.query<InboxRow>({
		text: `select c.pemda, c.id as "caseId", c.number, c.title, c.class, c.subject, c.region, c.status, c.privacy, c.publication,
				c.escalation, c.filed_at as "filedAt", u.due_at as "dueAt", c.due_at as "solveAt", u.state as custody,
				u.id as "custodyId", u.pemda as "officePemda", u.office_id as "officeId", u.assignee_id as "assigneeId"
			from casework.custody u join casework.case c on c.pemda = u.case_pemda and c.id = u.case_id
			where ${where.join(' and ')} order by u.due_at, u.id limit ${put(page.limit)}`,
		values,
	});
	return rows;
}

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
		text: `select count(*) filter (where c.status not in ('answered', 'waiting'))::int as active,
				count(*) filter (where c.status in ('answered', 'waiting'))::int as waiting, count(*) filter (where u.state = 'offered')::int as offered,
				count(*) filter (where u.due_at < $1 and u.state = 'held' and c.status not in ('answered', 'waiting'))::int as late,
				count(*) filter (where u.assignee_id = $2)::int as mine,
				count(*) filter (where u.state = 'held' and u.assignee_id is null)::int as unassigned,
				count(*) filter (where c.publication = 'pending')::int as unpublished
			from casework.custody u join casework.case c on c.pemda = u.case_pemda and c.id = u.case_id
			where u.ended_at is null and ${whose(desk, {}, put)}`,
		values,
	});
	return rows[0] ?? { active: 0, waiting: 0, offered: 0, late: 0, mine: 0, unassigned: 0, unpublished: 0 };
}

/** The condition that picks a desk's custody rows, with its values put beside the others. */
export function whose(desk: Desk, filter: InboxFilter, put: (value: unknown) => string): string {
	if (filter.office)
		return `u.pemda = ${put(filter.office.pemda)} and u.office_id = ${put(filter.office.officeId)}`;
	const parts = [];
	if (desk.governments.length) parts.push(`u.pemda = any(${put(desk.governments)})`);
	if (desk.offices.length) {
		const pemda = put([...new Set(desk.offices.map((office) => office.pemda))]);
		parts.push(
			`(u.pemda = any(${pemda}) and u.office_id = any(${put(desk.offices.map((office) => office.officeId))}::uuid[]))`,
		);
	}
	return parts.length ? `(${parts.join(' or ')})` : 'false';
}

function conditions(filter: InboxFilter, put: (value: unknown) => string): string[] {
	const where: string[] = [];
	if (filter.custody) where.push(`u.state = ${put(filter.custody)}`);
	if (filter.statuses) where.push(`c.status = any(${put(filter.statuses)})`);
	if (filter.lateAt) {
		where.push(
			`u.due_at < ${put(filter.lateAt)} and u.state = 'held' and c.status not in ('answered', 'waiting')`,
		);
	}
	if (filter.assigneeId) where.push(`u.assignee_id = ${put(filter.assigneeId)}`);
	if (filter.unassigned) where.push("u.state = 'held' and u.assignee_id is null");
	if (filter.unpublished) where.push("c.publication = 'pending'");
	if (filter.subject) where.push(`c.subject = ${put(filter.subject)}`);
	if (filter.region) where.push(`c.region like ${put(`${filter.region}%`)}`);
	if (filter.q) {
		const words = put(filter.q);
		where.push(`(c.number = ${put(filter.q.toUpperCase().replace(/[^0-9A-Z]/g, ''))}
			or to_tsvector('pg_catalog.indonesian', c.title || ' ' || c.body) @@ websearch_to_tsquery('pg_catalog.indonesian', ${words}))`);
	}
	return where;
}

export async function countChanged(tx: Tx, desk: Desk, since: Date): Promise<number> {
	const values: unknown[] = [since];
	const put = (value: unknown) => `$${values.push(value)}`;
	const { rows } = await tx.query<{ count: number }>({
		text: `select count(*)::int as count from casework.custody u
			join casework.case c on c.pemda = u.case_pemda and c.id = u.case_id
			where c.changed_at > $1 and (u.ended_at is null or u.ended_at > $1) and ${whose(desk, {}, put)}`,
		values,
	});
	return rows[0]?.count ?? 0;
}
