import { openBrowser, phone } from '../../tests/support/journey.ts';
import { median } from '../measure.ts';
import type { Portal } from './portal.ts';

/** A village at the edge of a cell: 400 kbit/s both ways, 400 ms there and back. */
const slow = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 };
const rounds = 3;

/** Prints for each page when its largest part is painted, in seconds, nothing cached: the median of three visits. */
export async function measurePaints({ origin, cookie }: Portal, addresses: string[]): Promise<void> {
	const browser = await openBrowser();
	try {
		console.log('\nlargest paint at 400 kbit/s and 400 ms round trip, cold (bound 2.5 s)');
		for (const address of addresses) {
			const times: number[] = [];
			for (let n = 0; n < rounds; n++) times.push(await visit(browser, origin, address, cookie));
			console.log(`${address.padEnd(34)}${(median(times) / 1000).toFixed(2).padStart(8)} s`);
		}
	} finally {
		await browser.close();
	}
}

async function visit(
	browser: Awaited<ReturnType<typeof openBrowser>>,
	origin: string,
	address: string,
	cookie: string,
): Promise<number> {
	const context = await phone(browser, { script: true });
	const cookies = cookie.split('; ').map((pair) => {
		const [name = '', value = ''] = pair.split(/=(.*)/s);
		return { name, value, url: origin };
	});
	await context.addCookies(cookies);
	const page = await context.newPage();
	const cdp = await context.newCDPSession(page);
	await cdp.send('Network.enable');
	await cdp.send('Network.emulateNetworkConditions', slow);
	await page.goto(origin + address, { waitUntil: 'load' });
	await page.waitForTimeout(300);
	const paint = await page.evaluate<number>(lastPaint);
	await context.close();
	return paint;
}

/** Runs in the page, whose observers Node's types do not know. */
const lastPaint = `new Promise((resolve) => {
	new PerformanceObserver((list) => resolve(list.getEntries().at(-1).startTime))
		.observe({ type: 'largest-contentful-paint', buffered: true });
})`;
