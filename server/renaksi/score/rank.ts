/**
 * Places by score, the highest first: equal scores, as they are shown with two decimals, share a place and the next
 * place is left out (1, 2, 2, 4). The order in which they are given makes no difference.
 */
export function rankOf<Line extends { score: string }>(lines: readonly Line[]): (Line & { rank: number })[] {
	const units = lines.map(({ score }) => hundredths(score)).sort((a, b) => b - a);
	return lines.map((line) => ({ ...line, rank: units.indexOf(hundredths(line.score)) + 1 }));
}

const hundredths = (score: string) => Math.round(Number(score) * 100);
