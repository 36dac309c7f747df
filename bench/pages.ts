import { parseArgs } from 'node:util';
import { budgets, findTooHeavy, weighPortal } from './pages/budgets.ts';
import { measurePaints } from './pages/measure-paints.ts';
import { openPortal } from './pages/portal.ts';
import { runLighthouse } from './pages/run-lighthouse.ts';

/** Every page of the portal against the budgets of a page: bytes always, the rest where asked for. */
const { values: options } = parseArgs({
	options: {
		paint: { type: 'boolean', default: false },
		lighthouse: { type: 'boolean', default: false },
		only: { type: 'string', default: '' },
	},
});
const portal = await openPortal();
try {
	const all = await weighPortal(portal);
	const pages = options.only ? all.filter(({ address }) => address.startsWith(options.only)) : all;
	const kb = (bytes: number) => (bytes / 1024).toFixed(1).padStart(8);
	console.log(`${'page'.padEnd(34)}   total    html     css  script   KB compressed, fonts apart`);
	for (const { address, weight } of pages)
		console.log(address.padEnd(34) + kb(weight.total) + kb(weight.html) + kb(weight.css) + kb(weight.script));
	const middle = pages[Math.floor(pages.length / 2)];
	console.log(
		`\n${pages.length} pages, the middle one ${kb(middle?.weight.total ?? 0).trim()} KB, bound ${kb(budgets.total).trim()} KB`,
	);
	console.log(`not weighed, only a link that was sent leads there: ${portal.left.join(' ')}`);
	for (const line of findTooHeavy(pages)) console.log(`too heavy: ${line}`);
	const addresses = pages.map(({ address }) => address);
	if (options.paint) await measurePaints(portal, addresses);
	if (options.lighthouse) await runLighthouse(portal, addresses);
} finally {
	await portal.stop();
}
