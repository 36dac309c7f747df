import { listPunctuality, type Punctuality } from '#applications';
import { listPerformance, type Performance } from '#casework';
import { now } from '#platform/clock';
import { getPemda } from '#regions';
import type { Band } from '../framework/framework.ts';
import { listPublishedOf } from '../score/board.ts';
import { decimal } from '../score/exact.ts';
import { type Result, readBands } from '../score/published.ts';
import { bandOf } from '../score/score.ts';
import { selectNewestScores } from '../store/scores.ts';

/** Of what was due over 365 days, how much was in time, and what is late now. */
export type InTime = { onTime: number; due: number; lateOpen: number };
/** Why a paper score is worth a question: reports or applications are late, or the integrity survey says vulnerable. */
export type Reason = 'reports' | 'applications' | 'survey';

export type Divergence = {
	pemda: string;
	name: string;
	/** The document score computed here; null without a plan. */
	paper: string | null;
	spi: { value: string; asOf: string; band: Band; address: string } | null;
	/** Findings of auditors, as published; null: none is known here. */
	audit: { value: string; asOf: string; address: string } | null;
	reports: InTime;
	applications: InTime;
	/** Paper less the lower of the two shares in time, in points; null where neither is known. */
	gap: number | null;
	reasons: Reason[];
};

/** A choice of ours, said on the page: from when on paper and reality are worth a question. Points of 100. */
export const largeGap = 25;
export const comfortable = 50;

/**
 * The document score beside what happens: the integrity survey and audits as published, how reports of residents are
 * answered and applications decided. Lines kept, one round trip each for all governments. Public figures.
 */
export async function listDivergence(codes: string[]): Promise<Divergence[]> {
	const [performance, punctuality, scores, bands] = await Promise.all([
		listPerformance({ days: 365 }),
		listPunctuality(),
		selectNewestScores(codes, now()),
		readBands(),
	]);
	const papers = new Map(scores.map((line) => [line.pemda, line.score]));
	const reported = new Map(performance.map((line) => [line.pemda, reportsOf(line)]));
	const applied = new Map(punctuality.map((line) => [line.pemda, applicationsOf(line)]));
	return Promise.all(
		codes.map(async (pemda) => {
			const paper = papers.get(pemda) ?? null;
			const [reports, applications] = [reported.get(pemda) ?? none, applied.get(pemda) ?? none];
			const published = await listPublishedOf(pemda);
			const spi = surveyOf(published, bands.spi?.bands ?? []);
			const known = { paper, reports, applications, isVulnerable: spi?.band === bands.spi?.bands[0] };
			return {
				...{ pemda, name: (await getPemda(pemda)).name, paper, spi, reports, applications },
				audit: newest(published, 'findings'),
				...judgeGap(known),
			};
		}),
	);
}

export const none: InTime = { onTime: 0, due: 0, lateOpen: 0 };
export const reportsOf = ({ onTime, due, lateOpen }: Performance): InTime => ({ onTime, due, lateOpen });
export const applicationsOf = ({ onTime, decided, lateOpen }: Punctuality): InTime => ({
	onTime,
	due: decided + lateOpen,
	lateOpen,
});

type Known = { paper: string | null; reports: InTime; applications: InTime; isVulnerable: boolean };

/** How far paper is above what happens, and why that is worth a question. */
export function judgeGap({ paper, reports, applications, isVulnerable }: Known): {
	gap: number | null;
	reasons: Reason[];
} {
	if (paper === null) return { gap: null, reasons: [] };
	const above = (one: InTime) => (one.due === 0 ? null : Number(paper) - (100 * one.onTime) / one.due);
	const gaps = { reports: above(reports), applications: above(applications) };
	const reasons: Reason[] = (['reports', 'applications'] as const).filter(
		(name) => (gaps[name] ?? 0) >= largeGap,
	);
	if (isVulnerable && Number(paper) >= comfortable) reasons.push('survey');
	const found = [gaps.reports, gaps.applications].filter((gap) => gap !== null);
	return { gap: found.length === 0 ? null : Math.round(Math.max(...found) * 100) / 100, reasons };
}

function newest(published: Result[], measure: Result['measure']): Divergence['audit'] {
	const found = published.find((one) => one.measure === measure);
	return found?.value === undefined ? null : { value: found.value, asOf: found.asOf, address: found.address };
}

function surveyOf(published: Result[], bands: Band[]): Divergence['spi'] {
	const found = newest(published, 'spi');
	return found && bands.length > 0 ? { ...found, band: bandOf(bands, decimal(found.value)) } : null;
}
