import { dayOf, endOf } from '#platform/workdays';
import type { Band, Framework, Words } from '../framework/framework.ts';
import { pointsOf, requirementsOf } from '../framework/requirements.ts';
import { decimal, show } from '../score/exact.ts';
import { rankOf } from '../score/rank.ts';
import { bandOf } from '../score/score.ts';
import { type ForecastLine, selectForecasts, selectScoreAt } from '../store/scores.ts';
import { type Forecast, forecast, type Places, paceDays, placesAmong } from './forecast.ts';
import type { Newest } from './read-newest.ts';

export type Outlook = {
	pemda: string;
	year: number;
	score: string;
	zone: Band;
	/** The next zone and the points to it; null in the highest. */
	next: { zone: Band; points: string } | null;
	forecast: Forecast;
	/** Among all plans of the year, and at the closing date. */
	rank: number;
	ranked: number;
	places: Places;
	closesAt: Date;
	/** The score at the end of each month of the period, and now. */
	trend: { at: Date; score: string | null }[];
	/** The documents that would add most, not accepted yet. */
	gains: Gain[];
	late: LateOffice[];
};
export type Gain = { requirement: string; name: Words; points: string; state: string; office: string | null };
/** Documents an office has not handed in, or that were turned down, past the day that was set; points of 100. */
export type LateOffice = { officeId: string; office: string; count: number; points: number };

const dayMs = 86_400_000;
const most = 10;

/**
 * A newest plan as its leaders need it: public figures and how far they may go. Of all other plans only the lines kept
 * are read.
 */
export async function outlookOf({ plan, standings, actions, at }: Newest): Promise<Outlook | undefined> {
	const { pemda, framework, year } = plan;
	const from = new Date(at.getTime() - paceDays * dayMs);
	const [lines, trend] = await Promise.all([
		selectForecasts(year, { from, at }),
		selectScoreAt(pemda, year, monthsOf(framework, at)),
	]);
	const own = rankOf(lines).find((line) => line.pemda === pemda);
	if (!own) return undefined;
	const likely = forecastOf(own, at);
	const others = lines.filter((line) => line.pemda !== pemda).map((line) => forecastOf(line, at));
	return {
		...{ pemda, year, score: own.score, rank: own.rank, ranked: lines.length, forecast: likely, trend },
		places: placesAmong(likely, others),
		closesAt: new Date(framework.closesAt),
		...zonesAt(framework.zones, own.score),
		...openDocuments({ plan, standings, actions, at }),
	};
}

function forecastOf(line: ForecastLine, at: Date): Forecast {
	const daysLeft = (new Date(line.framework.closesAt).getTime() - at.getTime()) / dayMs;
	return forecast({ ...line, score: Number(line.score), daysLeft });
}

/** What is not accepted yet: worth most first, and whose it is where its day has passed. */
function openDocuments({
	plan: { framework },
	standings,
	actions,
	at,
}: Newest): Pick<Outlook, 'gains' | 'late'> {
	const requirements = requirementsOf(framework);
	const late = new Map<string, LateOffice>();
	const open = requirements.all.filter(({ id }) => standings.get(id)?.state !== 'accepted');
	const gains = open.map((one): Gain => {
		const action = actions.get(one.id);
		const state = standings.get(one.id)?.state ?? 'missing';
		const points = show(pointsOf(one, requirements));
		if (action && action.dueAt < at && state !== 'unverified') {
			const { officeId, officeName: office } = action;
			const before = late.get(officeId) ?? { officeId, office, count: 0, points: 0 };
			late.set(officeId, { ...before, count: before.count + 1, points: before.points + Number(points) });
		}
		const name = one.document.name;
		return { requirement: one.id, name, points, state, office: action?.officeName ?? null };
	});
	return {
		gains: gains.sort((a, b) => Number(b.points) - Number(a.points)).slice(0, most),
		late: [...late.values()].sort((a, b) => b.points - a.points),
	};
}

function zonesAt(zones: Band[], score: string): Pick<Outlook, 'zone' | 'next'> {
	const zone = bandOf(zones, decimal(score));
	const next = zones[zones.indexOf(zone) + 1];
	return { zone, next: next ? { zone: next, points: (Number(next.from) - Number(score)).toFixed(2) } : null };
}

/** The last moment of each month of a period that has passed, Asia/Jakarta, and now. */
function monthsOf({ opensAt, closesAt }: Framework, at: Date): Date[] {
	const last = Math.min(at.getTime(), new Date(closesAt).getTime());
	const ends: Date[] = [];
	const [year = 0, month = 0] = dayOf(new Date(opensAt)).split('-').map(Number);
	for (let n = 0; n < 24; n++) {
		const end = endOf(new Date(Date.UTC(year, month + n, 0)).toISOString().slice(0, 10));
		if (end.getTime() >= last) break;
		ends.push(end);
	}
	return [...ends, at];
}
