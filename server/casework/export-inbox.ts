import { isSuspended, labelOf, type Officer, scopeOf } from '#identity';
import { record } from '#platform/audit';
import { withScope } from '#platform/db';
import { Refusal } from '#platform/refusal';
import { readTimeCursor } from './cursor.ts';
import { cursorOf, deskOf } from './list-inbox.ts';
import { countFound, type InboxFilter, type InboxOrder, type InboxRow, selectInbox } from './store/inbox.ts';

const mostRows = 50_000;
const pageRows = 500;

/**
 * What an officer's inbox shows with these filters, to take away: the same desk and scope as the list, a page of it in
 * memory at a time. Who took how many, with which filters, is in the audit trail of each government before the first row
 * leaves. Refuses more than 50,000 rows (`casework/export-too-large`). However slowly it is taken, of an account that was
 * suspended meanwhile no further page is read: it breaks off with `identity/sign-in-needed`.
 */
export async function exportInbox(
	officer: Officer,
	filter: InboxFilter = {},
	order: InboxOrder = 'due',
): Promise<{ count: number; rows: AsyncIterable<InboxRow> }> {
	const desk = deskOf(officer);
	const count = await withScope(scopeOf(officer), async (tx) => {
		const found = await countFound(tx, desk, filter);
		const all = found.reduce((sum, one) => sum + one.count, 0);
		if (all > mostRows)
			throw new Refusal('too-large', 'casework/export-too-large', { params: { count: all, most: mostRows } });
		for (const one of found) {
			await record(tx, {
				pemda: one.pemda,
				actor: labelOf(officer),
				act: 'casework/export-inbox',
				subject: `government:${one.pemda}`,
				origin: officer.origin,
				detail: { count: one.count, filter, order },
			});
		}
		return all;
	});
	return { count, rows: walk(officer, filter, order) };
}

async function* walk(officer: Officer, filter: InboxFilter, order: InboxOrder): AsyncGenerator<InboxRow> {
	let after: string | undefined;
	for (let seen = 0; seen < mostRows; seen += pageRows) {
		if (await isSuspended(officer.accountId)) throw new Refusal('unauthenticated', 'identity/sign-in-needed');
		const page = { after: readTimeCursor(after), limit: pageRows, order };
		const rows = await withScope(scopeOf(officer), (tx) => selectInbox(tx, deskOf(officer), filter, page));
		yield* rows;
		const last = rows.at(-1);
		if (rows.length < pageRows || !last) return;
		after = cursorOf(last, order);
	}
}
