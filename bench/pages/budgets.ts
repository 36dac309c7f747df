import type { Portal } from './portal.ts';
import { type Weighed, weighPage } from './weigh-page.ts';

/** Compressed bytes of a portal page, fonts apart (docs and `look.md` of the project have the same figures). */
export const budgets = { total: 60 * 1024, script: 15 * 1024 };

/** Every page of the portal that shows itself, the heaviest first. Pages that only lead elsewhere are left out. */
export async function weighPortal({ origin, addresses, cookie }: Portal): Promise<Weighed[]> {
	const weighed: Weighed[] = [];
	for (const address of addresses) weighed.push(await weighPage(origin, address, cookie));
	return weighed.filter(({ status }) => status === 200).sort((a, b) => b.weight.total - a.weight.total);
}

/** A sentence for each page that weighs more than it may. */
export function findTooHeavy(pages: Weighed[]): string[] {
	const kb = (bytes: number) => `${(bytes / 1024).toFixed(1)} KB`;
	return pages.flatMap(({ address, weight }) =>
		(['total', 'script'] as const).flatMap((part) =>
			weight[part] > budgets[part]
				? [`${address}: ${part} ${kb(weight[part])}, at most ${kb(budgets[part])}`]
				: [],
		),
	);
}
