import { listPunctuality } from '#applications';
import { listPerformance } from '#casework';
import { listOffices } from '#regions';
import { applicationsOf, type InTime, judgeGap, none, reportsOf } from './list-divergence.ts';
import type { Newest } from './read-newest.ts';

/** An office's documents beside its late reports and applications. */
export type OfficeGap = {
	officeId: string;
	office: string;
	/** Documents it was given, accepted, and past their day without waiting for a verdict. */
	asked: number;
	accepted: number;
	late: number;
	reports: InTime;
	applications: InTime;
	/** Accepted documents of those asked, in percent, less the lower share in time; null where one is not known. */
	gap: number | null;
	isFlagged: boolean;
};

/**
 * Each office of a government that was given documents or has something late: how its papers stand in the newest plan, and
 * beside it how it answers residents. Flagged by the rule of `listDivergence`. Public figures.
 */
export async function listOfficeGaps(pemda: string, newest: Newest | undefined): Promise<OfficeGap[]> {
	const [offices, performance, punctuality] = await Promise.all([
		listOffices(pemda),
		listPerformance({ days: 365, pemda }),
		listPunctuality({ pemda }),
	]);
	const reported = new Map(performance.map((line) => [line.officeId, reportsOf(line)]));
	const applied = new Map(punctuality.map((line) => [line.officeId, applicationsOf(line)]));
	const given = Map.groupBy([...(newest?.actions.values() ?? [])], ({ officeId }) => officeId);
	const lines = offices.map(({ id: officeId, name: office }): OfficeGap => {
		const documents = (given.get(officeId) ?? []).map((action) => ({
			state: newest?.standings.get(action.requirement)?.state ?? 'missing',
			isOver: newest !== undefined && action.dueAt < newest.at,
		}));
		const asked = documents.length;
		const accepted = documents.filter(({ state }) => state === 'accepted').length;
		const late = documents.filter(
			({ state, isOver }) => isOver && (state === 'missing' || state === 'rejected'),
		).length;
		const [reports, applications] = [reported.get(officeId) ?? none, applied.get(officeId) ?? none];
		const paper = asked === 0 ? null : ((100 * accepted) / asked).toFixed(2);
		const { gap, reasons } = judgeGap({ paper, reports, applications, isVulnerable: false });
		const isFlagged = reasons.length > 0;
		return { officeId, office, asked, accepted, late, reports, applications, gap, isFlagged };
	});
	const troubles = (one: OfficeGap) => one.late + one.reports.lateOpen + one.applications.lateOpen;
	return lines
		.filter((one) => one.asked > 0 || troubles(one) > 0)
		.sort((a, b) => Number(b.isFlagged) - Number(a.isFlagged) || troubles(b) - troubles(a));
}
