import { exportInbox } from '#casework';
import { inboxCsv } from '#lib/inbox-csv.ts';
import { readInboxQuery } from '#lib/inbox-query.ts';
import { atOffice } from '#lib/office-choice.ts';
import { deskOfficerOf } from '#lib/officer.ts';
import { now } from '#platform/clock';
import { dayOf } from '#platform/workdays';
import type { RequestHandler } from './$types';

/** The inbox as the address asks for it, as a file for spreadsheets. */
export const GET: RequestHandler = async ({ locals, cookies, url }) => {
	const officer = atOffice(deskOfficerOf(locals), cookies);
	const { filter, order } = await readInboxQuery(officer, url, now());
	const { rows, count } = await exportInbox(officer, filter, order);
	return new Response(streamOf(inboxCsv(rows, locals)), {
		headers: {
			'content-type': 'text/csv; charset=utf-8',
			'content-disposition': `attachment; filename="kotak-masuk-${dayOf(now())}-${count}.csv"`,
			'cache-control': 'no-store',
		},
	});
};

/** Part after part, as fast as it is taken; whoever stops taking stops the reading. */
function streamOf(parts: AsyncGenerator<string>): ReadableStream<Uint8Array> {
	const encoder = new TextEncoder();
	return new ReadableStream({
		async pull(to) {
			const { done, value } = await parts.next();
			if (done) to.close();
			else to.enqueue(encoder.encode(value));
		},
		async cancel() {
			await parts.return(undefined);
		},
	});
}
