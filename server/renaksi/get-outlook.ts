import { listPerformance } from '#casework';
import { now } from '#platform/clock';
import { db } from '#platform/db';
import { getPemda } from '#regions';
import { listPublishedOf } from './board.ts';
import { decimal, show } from './exact.ts';
import { type Facts, type Forecast, forecast } from './forecast.ts';
import type { Band, Words } from './framework.ts';
import { readBands } from './published.ts';
import { pointsOf, requirementsOf } from './requirements.ts';
import { bandOf, type Happening, type Score, scoreOf, standingsOf } from './score.ts';
import { selectActions } from './store/actions.ts';
import { type Plan, selectHappenings, selectPlans } from './store/plans.ts';

export type Outlook = {
	pemda: string;
	year: number;
	score: string;
	zone: Band;
	/** The next zone and the points to it; null in the highest. */
	next: { zone: Band; points: string } | null;
	forecast: Forecast;
	likelyRank: number;
	closesAt: Date;
	/** The documents that would add most, not accepted yet. */
	gains: { requirement: string; name: Words; points: string; state: string }[];
	late: { office: string; count: number }[];
};

const dayMs = 86_400_000;
const most = 10;

/** A government's newest plan as its leaders need it: public figures and how far they may go. Undefined without a plan. */
export async function getOutlook(pemda: string): Promise<Outlook | undefined> {
	const at = now();
	const plans = await selectPlans(db);
	const plan = plans.find((one) => one.pemda === pemda);
	if (!plan) return undefined;
	const { framework, year } = plan;
	const others = await Promise.all(plans.filter((one) => one.year === year).map((one) => judgePlan(one, at)));
	const own = others.find((one) => one.plan.pemda === pemda) ?? (await judgePlan(plan, at));
	const actions = await selectActions(db, pemda, year);
	const late = new Map<string, number>();
	const requirements = requirementsOf(framework);
	const gains = requirements.all.flatMap((one) => {
		const standing = own.standings.get(one.id);
		if (standing?.state === 'accepted') return [];
		const action = actions.get(one.id);
		const isLate = action !== undefined && action.dueAt < at && standing?.state !== 'unverified';
		if (isLate) late.set(action.officeName, (late.get(action.officeName) ?? 0) + 1);
		const points = show(pointsOf(one, requirements));
		return [{ requirement: one.id, name: one.document.name, points, state: standing?.state ?? 'missing' }];
	});
	return {
		...{ pemda, year, score: show(own.score.score), zone: own.score.zone, forecast: own.forecast },
		next: nextZone(framework.zones, own.score),
		likelyRank: others.filter((one) => one.forecast.likely > own.forecast.likely).length + 1,
		closesAt: new Date(framework.closesAt),
		gains: gains.sort((a, b) => Number(b.points) - Number(a.points)).slice(0, most),
		late: [...late].map(([office, count]) => ({ office, count })).sort((a, b) => b.count - a.count),
	};
}

async function judgePlan(plan: Plan, at: Date) {
	const happenings = await selectHappenings(db, plan.pemda, plan.year, at);
	const score = scoreOf(plan.framework, happenings, at);
	const standings = standingsOf(happenings);
	return { plan, score, standings, forecast: forecast(factsOf(plan, score, happenings, at)) };
}

function factsOf({ framework }: Plan, { score }: Score, happenings: Happening[], at: Date): Facts {
	const requirements = requirementsOf(framework);
	const standings = standingsOf(happenings);
	const worth = (states: string[]) => {
		const some = requirements.all.filter(({ id }) => states.includes(standings.get(id)?.state ?? 'missing'));
		return {
			count: some.length,
			points: some.reduce((sum, one) => sum + Number(show(pointsOf(one, requirements), 6)), 0),
		};
	};
	const open = worth(['missing', 'rejected']);
	const kinds = happenings.map(({ kind }) => kind);
	const accepted = kinds.filter((kind) => kind === 'accepted').length;
	const since = at.getTime() - 30 * dayMs;
	return {
		score: Number(show(score, 6)),
		waiting: worth(['unverified']).points,
		open: open.points,
		openDocuments: open.count,
		judged: accepted + kinds.filter((kind) => kind === 'rejected').length,
		accepted,
		recent: happenings.filter((one) => one.kind === 'submitted' && one.at.getTime() > since).length,
		daysLeft: (new Date(framework.closesAt).getTime() - at.getTime()) / dayMs,
	};
}

function nextZone(zones: Band[], { score, zone }: Score): Outlook['next'] {
	const next = zones[zones.indexOf(zone) + 1];
	return next ? { zone: next, points: (Number(next.from) - Number(show(score))).toFixed(2) } : null;
}

export type Divergence = {
	pemda: string;
	name: string;
	/** The document score computed here; null without a plan. */
	paper: string | null;
	spi: { value: string; asOf: string; band: Band } | null;
	/** Reports answered in time over 365 days, of those due. */
	onTime: number;
	due: number;
	lateOpen: number;
	/** Paper less the share answered in time, in points; null where one is not known. */
	gap: number | null;
	isFlagged: boolean;
};

/** A choice of ours, said on the page: from when on paper and reality are worth a question. */
const largeGap = 25;
const comfortable = 50;

/** The document score beside what happens: the integrity survey, and how reports of residents are answered. Public figures. */
export async function listDivergence(codes: string[]): Promise<Divergence[]> {
	const lines = new Map((await listPerformance({ days: 365 })).map((line) => [line.pemda, line]));
	const bands = (await readBands()).spi?.bands ?? [];
	return Promise.all(
		codes.map(async (pemda) => {
			const outlook = await getOutlook(pemda);
			const { due = 0, onTime = 0, lateOpen = 0 } = lines.get(pemda) ?? {};
			const found = (await listPublishedOf(pemda)).find(({ measure }) => measure === 'spi');
			const spi = found?.value
				? { value: found.value, asOf: found.asOf, band: bandOf(bands, decimal(found.value)) }
				: null;
			const paper = outlook?.score ?? null;
			const gap =
				paper !== null && due > 0 ? Math.round((Number(paper) - (100 * onTime) / due) * 100) / 100 : null;
			const isVulnerable = spi !== null && spi.band === bands[0] && Number(paper ?? 0) >= comfortable;
			const isFlagged = (gap !== null && gap >= largeGap) || isVulnerable;
			return { pemda, name: (await getPemda(pemda)).name, paper, spi, onTime, due, lateOpen, gap, isFlagged };
		}),
	);
}
