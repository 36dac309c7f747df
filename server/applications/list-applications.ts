import { parseNumber } from '#casework';
import { type Holding, type Officer, scopeOf } from '#identity';
import { noteShownInList } from '#people';
import { now } from '#platform/clock';
import { withScope } from '#platform/db';
import { findPemdaByPrefix } from '#regions';
import {
	type ApplicationRow,
	type Counts,
	countDesk,
	type Desk,
	type Find,
	type ListFilter,
	selectApplications,
} from './store/lists.ts';

export type ApplicationList = { rows: ApplicationRow[]; next: string | undefined };

type Asked = Omit<ListFilter, 'find'> & {
	/** A number, or words that words of the applicant's name begin with. */
	q?: string;
};

/**
 * What lies on an officer's desk, or what the desk is asked its opinion on: in order of when it is due. That the names were
 * shown stands in the applicants' ledgers first.
 */
export async function listApplications(
	officer: Officer,
	{ q, ...asked }: Asked,
	page: { after?: string; limit?: number } = {},
): Promise<ApplicationList> {
	const limit = Math.min(page.limit ?? 30, 200);
	const find = q ? await readAsked(q) : undefined;
	if (find?.words.length === 0) return { rows: [], next: undefined };
	const filter: ListFilter = { ...asked, ...(find ? { find } : {}) };
	const rows = await withScope(scopeOf(officer), (tx) =>
		selectApplications(tx, deskOf(officer), filter, {
			...{ after: readCursor(page.after), limit: limit + 1, at: now() },
		}),
	);
	const shown = rows.slice(0, limit);
	await noteShown(officer, shown);
	const last = shown.at(-1);
	const next = rows.length > limit && last ? writeCursor(last) : undefined;
	return { rows: shown, next };
}

async function noteShown(officer: Officer, rows: ApplicationRow[]): Promise<void> {
	const names = rows.flatMap((row) => {
		const post = postOver(officer, row);
		return post ? [{ of: { kind: row.applicantKind, id: row.applicantId }, post }] : [];
	});
	await noteShownInList(officer, { act: 'applications/list-applications', reason: 'application' }, names);
}

/** By which post a row is on the desk: of the office that holds it, of its government, or else one that is asked. */
function postOver({ holdings }: Officer, row: ApplicationRow): Holding | undefined {
	return (
		holdings.find(({ officeId }) => officeId === row.holderOfficeId) ??
		holdings.find(({ pemda }) => pemda === row.holderPemda) ??
		holdings[0]
	);
}

export async function countApplications(officer: Officer): Promise<Counts> {
	return withScope(scopeOf(officer), (tx) => countDesk(tx, deskOf(officer), now()));
}

/** What was typed, as the database searches it. A number says of itself which government gave it. */
async function readAsked(q: string): Promise<Find> {
	const number = parseNumber(q);
	const pemda = number && (await findPemdaByPrefix(number.slice(0, 2)))?.code;
	const words =
		q
			.normalize('NFKD')
			.toLowerCase()
			.replace(/\p{M}/gu, '')
			.match(/[\p{L}\p{N}]+/gu) ?? [];
	return { words, numbered: number && pemda ? { pemda, number } : undefined };
}

/** Posts that see their government whole see all its offices; others their own. */
export function deskOf({ holdings }: Officer): Desk {
	const wide = holdings.filter(({ role }) => ['triage', 'secretary', 'regional-head'].includes(role));
	const narrow = holdings.filter(({ role }) => role === 'officer' || role === 'office-head');
	return {
		governments: [...new Set(wide.map(({ pemda }) => pemda))],
		offices: [...narrow, ...wide].map(({ pemda, officeId }) => ({ pemda, officeId })),
	};
}

function writeCursor({ at, opinionId, id }: ApplicationRow): string {
	return `${at.getTime()}~${opinionId ?? id}`;
}

function readCursor(given: string | undefined): { at: Date; id: string } | undefined {
	const [, time, id] = /^(\d{1,15})~([0-9a-f-]{36})$/.exec(given ?? '') ?? [];
	return time && id ? { at: new Date(Number(time)), id } : undefined;
}
