import { type Officer, scopeOf } from '#identity';
import { now } from '#platform/clock';
import { withScope } from '#platform/db';
import { readTimeCursor, writeTimeCursor } from './cursor.ts';
import {
	countInbox,
	type Desk,
	type InboxCounts,
	type InboxFilter,
	type InboxOrder,
	type InboxRow,
	selectInbox,
} from './store/inbox.ts';

export type Inbox = { rows: InboxRow[]; next: string | undefined; counts: InboxCounts };

/** The one inbox of an officer: what their offices hold or are offered, in order of when the law says it is late unless told otherwise. */
export async function listInbox(
	officer: Officer,
	filter: InboxFilter = {},
	page: { after?: string; limit?: number; order?: InboxOrder } = {},
): Promise<Inbox> {
	const limit = Math.min(page.limit ?? 50, 200);
	const order = page.order ?? 'due';
	const desk = deskOf(officer);
	return withScope(scopeOf(officer), async (tx) => {
		const rows = await selectInbox(tx, desk, filter, {
			after: readTimeCursor(page.after),
			limit: limit + 1,
			order,
		});
		const shown = rows.slice(0, limit);
		const last = shown.at(-1);
		const next = rows.length > limit && last ? cursorOf(last, order) : undefined;
		return { rows: shown, next, counts: await countInbox(tx, desk, officer.accountId, now()) };
	});
}

/** Where the page after this row begins. */
export function cursorOf(row: InboxRow, order: InboxOrder): string {
	return writeTimeCursor(order === 'due' ? row.dueAt : row.filedAt, row.custodyId);
}

/** Posts that see their government whole see all its offices; others their own. */
export function deskOf(officer: Officer): Desk {
	const wide = officer.holdings.filter((post) =>
		['triage', 'secretary', 'regional-head'].includes(post.role),
	);
	const narrow = officer.holdings.filter((post) => post.role === 'officer' || post.role === 'office-head');
	return {
		governments: [...new Set(wide.map((post) => post.pemda))],
		offices: [...narrow, ...wide].map(({ pemda, officeId }) => ({ pemda, officeId })),
	};
}
