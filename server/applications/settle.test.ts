import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { setClock } from '#platform/clock';
import { migratorDb } from '#platform/db';
import { newId } from '#platform/ids';
import { runJobsOnce } from '#platform/jobs';
import { askAround, keptOf, officersOf, openSample } from '../../tests/support/applications.ts';
import { testDatabase } from '../../tests/support/database.ts';
import { fireApplicationClocks } from './fire-clocks.ts';
import { reconcilePayments, settleApplication } from './settle.ts';
import { takeTransition } from './take-transition.ts';

await testDatabase();
const monday = new Date('2026-11-23T02:00:00Z');
beforeEach(() => setClock(() => monday));

type Invoice = { id: string; status: string; total: number; lines: number; due: Date };
async function invoiceOf({ id }: { id: string }): Promise<Invoice> {
	const { rows } = await migratorDb.query<Invoice>({
		text: `select i.id, i.status, i.total::int as total, i.due_at as due,
				(select count(*)::int from payments.invoice_line l where l.invoice_id = i.id) as lines
			from payments.invoice i where i.subject like $1`,
		values: [`%:${id}`],
	});
	const [row] = rows;
	assert.ok(row, 'an invoice');
	return row;
}

/** As the provider's truth leaves it: paid, whether or not anybody here has heard. */
async function pay(invoiceId: string): Promise<void> {
	await migratorDb.query({
		text: `with paid as (
				insert into payments.attempt (pemda, id, invoice_id, provider, reference, method, amount, status, outcome, started_at,
					started_by, paid_at, paid_amount, ended_at)
				select pemda, gen_random_uuid(), id, 'tests', 'T' || id, 'qris', total, 'paid', 'settled', now(), 'tests', now(), total, now()
				from payments.invoice where id = $1 returning pemda, id, invoice_id)
			update payments.invoice i set status = 'paid', settled_at = now(), settled_attempt = paid.id, receipt_number = 'K-' || i.id
			from paid where i.pemda = paid.pemda and i.id = paid.invoice_id`,
		values: [invoiceId],
	});
}

async function billed() {
	const sent = await openSample();
	const { officer } = await officersOf(sent.office);
	await askAround(sent, officer);
	return { sent, officer, subject: `application:${sent.pemda}:${sent.id}` };
}

async function settledTimes({ id }: { id: string }): Promise<number> {
	const { rows } = await migratorDb.query<{ count: number }>({
		text: `select count(*)::int as count from applications.event where application_id = $1 and transition = 'lunas'`,
		values: [id],
	});
	return rows[0]?.count ?? 0;
}

describe('money', () => {
	test('the invoice comes in the commit that asks for it, from the answers, with its lines', async () => {
		const { sent } = await billed();
		assert.equal((await keptOf(sent)).state, 'bayar');
		const invoice = await invoiceOf(sent);
		assert.deepEqual([invoice.status, invoice.total, invoice.lines], ['open', 20_000, 1]);
		assert.equal(invoice.due.toISOString(), '2026-12-02T16:59:59.999Z', 'seven working days');
	});

	test('nobody but the provider’s word moves it on, and that once, however often it comes', async () => {
		const { sent, officer, subject } = await billed();
		const { id: invoiceId } = await invoiceOf(sent);
		for (const who of [officer, sent.applicant]) {
			await assert.rejects(takeTransition(who, { ...sent.ref, transition: 'lunas', key: newId() }), {
				code: 'applications/not-now',
			});
		}
		await settleApplication({ subject, invoiceId: newId() });
		assert.equal((await keptOf(sent)).state, 'bayar', 'another invoice settles nothing');
		await pay(invoiceId);
		await Promise.all(Array.from({ length: 10 }, () => settleApplication({ subject, invoiceId })));
		assert.equal((await keptOf(sent)).state, 'putusan');
		await settleApplication({ subject, invoiceId });
		assert.equal(await settledTimes(sent), 1);
	});

	test('the event of the cashier does the same by a job', async () => {
		const { sent, subject } = await billed();
		const { id: invoiceId } = await invoiceOf(sent);
		await pay(invoiceId);
		await migratorDb.query({
			text: `select platform.enqueue('applications/settle', $1)`,
			values: [JSON.stringify({ subject, invoiceId })],
		});
		await runJobsOnce();
		assert.equal((await keptOf(sent)).state, 'putusan');
	});

	test('a word that was lost is asked for', async () => {
		const { sent } = await billed();
		await pay((await invoiceOf(sent)).id);
		assert.equal((await keptOf(sent)).state, 'bayar');
		assert.ok((await reconcilePayments()) >= 1);
		assert.equal((await keptOf(sent)).state, 'putusan');
	});

	test('what was paid does not lapse, though nobody had heard of it', async () => {
		const { sent } = await billed();
		await pay((await invoiceOf(sent)).id);
		setClock(() => new Date('2026-12-02T17:00:01Z'));
		await fireApplicationClocks();
		assert.equal((await keptOf(sent)).state, 'putusan');
	});

	test('what was not paid lapses, and its invoice with it', async () => {
		const { sent } = await billed();
		setClock(() => new Date('2026-12-02T17:00:01Z'));
		await fireApplicationClocks();
		assert.deepEqual((await keptOf(sent)).outcome, 'lapsed');
		assert.equal((await invoiceOf(sent)).status, 'cancelled');
	});
});
