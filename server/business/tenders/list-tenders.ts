import { now } from '#platform/clock';
import { Refusal } from '#platform/refusal';
import { countTenderRows, selectTender, selectTenders, type TenderRow } from '../store/tenders.ts';
import type { TenderFilter } from './tender.ts';

const most = 100;
/** A list says how many there are up to here. */
export const mostTendersCounted = 1000;

/** A page of plans and tenders, the newest first; `after` is the `next` of the page before. What was never one is the first page. */
export async function listTenders(
	filter: TenderFilter,
	{ after, limit = 30 }: { after?: string | undefined; limit?: number } = {},
): Promise<{ rows: TenderRow[]; next: string | undefined }> {
	const size = Math.min(limit, most);
	const rows = await selectTenders(filter, now(), size + 1, readPlace(after));
	const shown = rows.slice(0, size);
	const last = shown.at(-1);
	return { rows: shown, next: rows.length > size && last ? `${last.publishedOn}~${last.id}` : undefined };
}

/** How many fit, at most `mostTendersCounted`. */
export async function countTenders(filter: TenderFilter): Promise<number> {
	return countTenderRows(filter, now(), mostTendersCounted);
}

/** One notice by its OCID. Refuses `business/no-such-tender`. */
export async function getTender(ocid: string): Promise<TenderRow> {
	const found = ocid.length <= 100 && !ocid.includes('\u0000') ? await selectTender(ocid) : undefined;
	if (!found) throw new Refusal('not-found', 'business/no-such-tender');
	return found;
}

function readPlace(after: string | undefined): { publishedOn: string; id: string } | undefined {
	const [, publishedOn, id] =
		after?.match(
			/^(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))~([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/,
		) ?? [];
	return publishedOn && id ? { publishedOn, id } : undefined;
}
