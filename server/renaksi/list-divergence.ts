import { listPerformance } from '#casework';
import { now } from '#platform/clock';
import { getPemda } from '#regions';
import { listPublishedOf } from './board.ts';
import { decimal } from './exact.ts';
import type { Band } from './framework.ts';
import { readBands } from './published.ts';
import { bandOf } from './score.ts';
import { selectNewestScores } from './store/scores.ts';

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
	const [performance, scores, bands] = await Promise.all([
		listPerformance({ days: 365 }),
		selectNewestScores(codes, now()),
		readBands(),
	]);
	const lines = new Map(performance.map((line) => [line.pemda, line]));
	const papers = new Map(scores.map((line) => [line.pemda, line.score]));
	const surveys = bands.spi?.bands ?? [];
	return Promise.all(
		codes.map(async (pemda) => {
			const { due = 0, onTime = 0, lateOpen = 0 } = lines.get(pemda) ?? {};
			const found = (await listPublishedOf(pemda)).find(({ measure }) => measure === 'spi');
			const spi = found?.value
				? { value: found.value, asOf: found.asOf, band: bandOf(surveys, decimal(found.value)) }
				: null;
			const paper = papers.get(pemda) ?? null;
			const gap =
				paper !== null && due > 0 ? Math.round((Number(paper) - (100 * onTime) / due) * 100) / 100 : null;
			const isVulnerable = spi !== null && spi.band === surveys[0] && Number(paper ?? 0) >= comfortable;
			const isFlagged = (gap !== null && gap >= largeGap) || isVulnerable;
			return { pemda, name: (await getPemda(pemda)).name, paper, spi, onTime, due, lateOpen, gap, isFlagged };
		}),
	);
}
