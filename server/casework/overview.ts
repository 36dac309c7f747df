import { type Officer, scopeOf } from '#identity';
import { now } from '#platform/clock';
import { withScope } from '#platform/db';
import { deskOf } from './list-inbox.ts';
import {
	type LateCase,
	type OverviewCounts,
	selectLateByGovernment,
	selectOldestLate,
	selectOverview,
} from './store/overview.ts';

export type Overview = {
	counts: OverviewCounts;
	/** Late and held, by government; one line where somebody sees one government. */
	lateWhere: { pemda: string; count: number }[];
	oldest: LateCase[];
	/** Undefined: all governments. */
	pemda: string | undefined;
	asOf: Date;
};

const province = '12';

/** What a leader sees first: for the governor and overseers all, for a regent theirs, for a head of office theirs. */
export function getOverview(officer: Officer): Promise<Overview> {
	const desk = deskOf(officer);
	const seesAll = officer.holdings.some(
		(post) =>
			post.role === 'overseer' ||
			(post.pemda === province && ['regional-head', 'secretary'].includes(post.role)),
	);
	const whose = seesAll ? undefined : desk;
	const at = now();
	return withScope(scopeOf(officer), async (tx) => ({
		counts: await selectOverview(tx, whose, at),
		lateWhere: await selectLateByGovernment(tx, whose, at),
		oldest: await selectOldestLate(tx, whose, at),
		pemda: seesAll ? undefined : officer.holdings[0]?.pemda,
		asOf: at,
	}));
}
