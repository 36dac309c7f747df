import { withScope } from '#platform/db';
import { dayOf } from '#platform/workdays';
import { type PastApplication, provideUse } from '#services';
import { countUse, type PastRow, selectPast } from './store/past.ts';

const atOnce = 500;

/** What whoever changes a service is told: how much was begun under it, and past ones to try a draft against. */
provideUse({
	count: (serviceId) => withScope({ system: true }, (tx) => countUse(tx, serviceId)),
	past: readPast,
});

/** The newest first, in portions; each read on its own, so that none holds a transaction while rules are tried. */
async function* readPast(serviceId: string, most: number): AsyncGenerator<PastApplication[]> {
	let last: PastRow | undefined;
	for (let left = most; left > 0; left -= atOnce) {
		const limit = Math.min(left, atOnce);
		const before = last;
		const rows = await withScope({ system: true }, (tx) => selectPast(tx, serviceId, before, limit));
		if (rows.length > 0) yield rows.map(({ id: _, filedAt, ...past }) => ({ ...past, on: dayOf(filedAt) }));
		if (rows.length < limit) return;
		last = rows.at(-1);
	}
}
