import { type Officer, overseenBy, scopeOf } from '#identity';
import { now } from '#platform/clock';
import { withScope } from '#platform/db';
import { province } from '#regions';
import { readTimeCursor, writeTimeCursor } from './cursor.ts';
import { deskOf } from './list-inbox.ts';
import { isOverseer, noteOverseeing } from './note-overseeing.ts';
import type { Desk } from './store/inbox.ts';
import {
	type Lead,
	type LedCase,
	type LedPlace,
	type OverviewCounts,
	type OverviewView,
	overviewViews,
	selectLedCases,
	selectLedPlaces,
} from './store/overview.ts';

export type Overview = {
	counts: OverviewCounts;
	/** Late and held: by government, or by office where somebody leads one government. */
	lateWhere: { pemda: string; officeId: string | null; count: number; open: number }[];
	/** Waiting for this leader, late the longest, disputed last: the first few of each. */
	mine: LedCase[];
	late: LedCase[];
	disputed: LedCase[];
	/** Undefined: all governments. */
	pemda: string | undefined;
	/** One office: its head's. */
	office: { pemda: string; officeId: string } | undefined;
	asOf: Date;
};

const few = 5;

/** What a leader sees first: for the governor and overseers all, for a regent theirs, for a head of office theirs. */
export async function getOverview(officer: Officer): Promise<Overview> {
	const lead = leadOf(officer);
	const first = (view: OverviewView) => ({ view, limit: few });
	const overview = await withScope(scopeOf(officer), async (tx) => ({
		...countsOf(await selectLedPlaces(tx, lead, lead.desk !== undefined)),
		mine: await selectLedCases(tx, lead, first('mine')),
		late: await selectLedCases(tx, lead, first('late')),
		disputed: await selectLedCases(tx, lead, { ...first('disputed'), newest: true }),
		...whoseOf(officer, lead),
		asOf: lead.at,
	}));
	if (isOverseer(officer)) {
		const shown = [...overview.mine, ...overview.late, ...overview.disputed];
		await noteOverseeing(officer, { act: 'read-overview', numbers: numbersOf(shown) });
	}
	return overview;
}

/** What all places make together, and those where something is late, the worst first. */
function countsOf(places: LedPlace[]): Pick<Overview, 'counts' | 'lateWhere'> {
	const counts: OverviewCounts = { open: 0, late: 0, disputed: 0, mine: 0 };
	for (const place of places) for (const view of overviewViews) counts[view] += place[view];
	const lateWhere = places
		.filter(({ late }) => late > 0)
		.map(({ pemda, officeId, late, open }) => ({ pemda, officeId, count: late, open }))
		.sort((a, b) => b.count - a.count);
	return { counts, lateWhere };
}

function numbersOf(cases: LedCase[]): string[] {
	return [...new Set(cases.map(({ number }) => number))];
}

/** The records behind a number of the leader's page, what is longest due first; `after` is the `next` of the page before. */
export async function listLedCases(
	officer: Officer,
	filter: { view: OverviewView; pemda?: string; officeId?: string; subject?: string },
	page: { after?: string; limit?: number } = {},
): Promise<{ rows: LedCase[]; next: string | undefined; asOf: Date }> {
	const limit = Math.min(page.limit ?? 30, 200);
	const lead = leadOf(officer);
	const after = readTimeCursor(page.after);
	const rows = await withScope(scopeOf(officer), (tx) =>
		selectLedCases(tx, lead, { ...filter, ...(after ? { after } : {}), limit: limit + 1 }),
	);
	const shown = rows.slice(0, limit);
	if (isOverseer(officer)) {
		await noteOverseeing(officer, { act: 'read-list', numbers: numbersOf(shown), detail: filter });
	}
	const last = shown.at(-1);
	return {
		rows: shown,
		next: rows.length > limit && last ? writeTimeCursor(last.dueAt, last.custodyId) : undefined,
		asOf: lead.at,
	};
}

function leadOf(officer: Officer): Lead {
	const seesAll = officer.holdings.some(
		(post) =>
			overseenBy(post) === '*' ||
			(post.pemda === province && ['regional-head', 'secretary'].includes(post.role)),
	);
	const posts = officer.holdings.map(({ role, pemda, officeId }) => ({ role, pemda, officeId }));
	return { desk: seesAll ? undefined : ledDeskOf(officer), posts, at: now() };
}

/** The desk, and the governments somebody oversees. */
function ledDeskOf(officer: Officer): Desk {
	const desk = deskOf(officer);
	const overseen = officer.holdings.flatMap((post) => overseenBy(post) ?? []);
	return { ...desk, governments: [...new Set([...desk.governments, ...overseen])] };
}

function whoseOf(officer: Officer, { desk }: Lead): Pick<Overview, 'pemda' | 'office'> {
	if (!desk) return { pemda: undefined, office: undefined };
	const [post] = officer.holdings;
	const one = desk.governments.length === 0 && desk.offices.length === 1 ? desk.offices[0] : undefined;
	return { pemda: post && (overseenBy(post) ?? post.pemda), office: one };
}
