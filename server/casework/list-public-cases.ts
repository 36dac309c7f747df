import type { Class, Status } from './case.ts';
import { readTimeCursor, writeTimeCursor } from './cursor.ts';
import { mendWords } from './mend-words.ts';
import type { PublicCase } from './store/public.ts';
import { selectPublicCases } from './store/public-list.ts';

export type PublicFilter = {
	/** Free text in Indonesian; typing mistakes are mended with the words published cases use. */
	q?: string;
	/** A government, kecamatan or village by its code; what lies in it counts. */
	region?: string;
	subjects?: string[];
	statuses?: Status[];
	class?: Class;
	holder?: { pemda: string; officeId?: string };
	filedFrom?: Date;
	filedBefore?: Date;
	changedFrom?: Date;
	changedBefore?: Date;
	/** Past its legal day and not answered, at this moment. */
	lateAt?: Date;
	disputed?: boolean;
	reopened?: boolean;
	/** Has an answer that stands; before its legal day. */
	answered?: boolean;
	inTime?: boolean;
	/** west, south, east, north in degrees. */
	bbox?: [number, number, number, number];
	numbers?: string[];
};

export type PublicOrder = 'newest' | 'oldest' | 'changed' | 'due';
/** `skip` is for protocols that number their pages: what is skipped is walked past, so at most 10,000. */
export type Page = { order?: PublicOrder; after?: string; skip?: number; limit?: number };
export type PublicList = { rows: PublicCase[]; next: string | undefined; mended: string | undefined };

const most = 1000;
const mostSkipped = 10_000;

/**
 * A page of public cases. `after` is the `next` of the page before (keyset: the tenth page costs what the first
 * does); at most 1,000 rows. Refuses `casework/wrong-page` when `after` was not made here.
 */
export async function listPublicCases(filter: PublicFilter, page: Page = {}): Promise<PublicList> {
	const limit = Math.min(page.limit ?? 50, most);
	const order = page.order ?? 'newest';
	const words = filter.q?.trim() ? await mendWords(filter.q) : undefined;
	if (words && words.query === '') return { rows: [], next: undefined, mended: undefined };
	const rows = await selectPublicCases(filter, words, {
		order,
		limit: limit + 1,
		after: readTimeCursor(page.after),
		skip: Math.min(page.skip ?? 0, mostSkipped),
	});
	const shown = rows.slice(0, limit);
	const last = shown.at(-1);
	return {
		rows: shown,
		next: rows.length > limit && last ? writeTimeCursor(last[keyOf[order]], last.caseId) : undefined,
		mended: words?.mended,
	};
}

const keyOf = { newest: 'filedAt', oldest: 'filedAt', changed: 'changedAt', due: 'dueAt' } as const;
