import { type Actor, scopeOf } from '#identity';
import { noteShownInList } from '#people';
import { now } from '#platform/clock';
import { withScope } from '#platform/db';
import { isId } from '#platform/ids';
import { type Status, statusAt } from './document.ts';
import { readingPost } from './policy.ts';
import { type DocumentLine, selectLines } from './store/documents.ts';

const pageSize = 50;
const list = { act: 'documents/list-documents', reason: 'document' };

export type DocumentFilter = {
	/** Part of a number or of a holder's name, or a code. */
	words?: string;
	status?: Status | null;
	/** As the page before gave it. */
	after?: string | null;
};

/**
 * What the officer's offices issued, newest first, fifty at a time; nothing for whoever has no such post. That the names
 * were shown stands in the holders' ledgers first.
 */
export async function listOfficeDocuments(
	actor: Actor,
	{ words = '', status = null, after = null }: DocumentFilter,
): Promise<{ lines: DocumentLine[]; next: string | null }> {
	const at = now();
	const asked = {
		...{ words: words.slice(0, 100).replaceAll(/\p{C}/gu, '').trim(), status, offices: null, at },
		...{ after: readCursor(after), limit: pageSize + 1 },
	};
	const found = await withScope(scopeOf(actor), (tx) => selectLines(tx, asked));
	const seen = found.slice(0, pageSize).flatMap((line) => {
		const post = readingPost(actor, line);
		return post ? [{ line: { ...line, status: statusAt(line, at) }, of: line.holder, post }] : [];
	});
	if (actor.kind === 'officer') await noteShownInList(actor, list, seen);
	const lines = seen.map(({ line }) => line);
	const last = lines.at(-1);
	const next = found.length > pageSize && last ? `${last.issuedAt.getTime()}.${last.id}` : null;
	return { lines, next };
}

function readCursor(after: string | null): { at: Date; id: string } | null {
	const [, time = '', id = ''] = after?.match(/^(\d{1,15})\.([0-9a-f-]{36})$/) ?? [];
	return isId(id) ? { at: new Date(Number(time)), id } : null;
}
