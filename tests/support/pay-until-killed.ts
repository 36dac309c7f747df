import { setTimeout as wait } from 'node:timers/promises';
import { findActor } from '#identity';
import { cancelInvoice, listOwnInvoices, refundInvoice, startAttempt } from '#payments';
import { config } from '#platform/config';
import { connect, withTx } from '#platform/db';
import { startWorker } from '#platform/jobs';
import { origin } from './accounts.ts';
import { officerAt } from './cases.ts';

/**
 * A process of its own that pays every open bill of one person, by code and by number at once, takes some back while they
 * are being paid, asks for refunds, and runs the jobs of all that; until somebody kills it. Says `ready` when it begins.
 */
const [token = '', desk = ''] = process.argv.slice(2);
connect(config.databaseUrl ?? '', 8);
const payer = await findActor(token, origin);
if (payer?.kind !== 'resident') throw new Error('nobody pays');
const clerk = officerAt(JSON.parse(desk), 'officer', 'Rina');
await startWorker({ concurrency: 4 });
console.log('ready');

const refused = () => undefined;
for (;;) {
	const { invoices } = await listOwnInvoices(payer);
	await Promise.all(
		invoices.slice(0, 12).map(async ({ pemda, id, status }, at) => {
			const ref = { pemda, invoiceId: id };
			if (status === 'paid' && at % 3 === 0)
				return refundInvoice(clerk, { ...ref, reason: 'Dibayar untuk permohonan lain.' }).catch(refused);
			if (status !== 'open') return;
			const ways = await Promise.all([
				startAttempt(payer, { ...ref, method: 'qris' }).catch(refused),
				at % 2 === 0 ? startAttempt(payer, { ...ref, method: 'va', bank: 'bri' }).catch(refused) : undefined,
			]);
			await Promise.all(
				ways.map(
					(way) =>
						way && fetch(`${config.payment?.url}/pay/${way.reference}`, { method: 'POST' }).catch(refused),
				),
			);
			if (at % 5 === 0) await withTx((tx) => cancelInvoice(tx, { ...ref, reason: 'Ditarik' })).catch(refused);
		}),
	);
	await wait(5);
}
