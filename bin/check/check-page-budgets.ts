import { findTooHeavy, weighPortal } from '../../bench/pages/budgets.ts';
import { openPortal } from '../../bench/pages/portal.ts';

/** Weighs every page of the portal against its budget; bytes only, which no busy machine changes. */
export async function checkPageBudgets(): Promise<number> {
	const portal = await openPortal();
	try {
		const pages = await weighPortal(portal);
		const wrong = findTooHeavy(pages);
		for (const line of wrong) console.error(line);
		const [heaviest] = pages;
		const kb = ((heaviest?.weight.total ?? 0) / 1024).toFixed(1);
		console.log(`${pages.length} pages, the heaviest ${heaviest?.address} with ${kb} KB`);
		return wrong.length === 0 && pages.length > 20 ? 0 : 1;
	} finally {
		await portal.stop();
	}
}
