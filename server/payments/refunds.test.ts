import '../../tests/support/payment-provider.ts';
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { Officer } from '#identity';
import { decideRefund, getInvoice, getPaymentsDesk, refundInvoice, startAttempt } from '#payments';
import { migratorDb } from '#platform/db';
import { runJobsOnce } from '#platform/jobs';
import { Refusal } from '#platform/refusal';
import { asahan, deskOf, medan, officerAt } from '../../tests/support/cases.ts';
import { testDatabase } from '../../tests/support/database.ts';
import { openPaymentDoor } from '../../tests/support/payment-door.ts';
import { provider } from '../../tests/support/payment-provider.ts';
import { invoiceFor, type OpenedInvoice } from '../../tests/support/payments.ts';
import { resident } from '../../tests/support/residents.ts';
import { reconcile } from './reconcile.ts';

await testDatabase();
await openPaymentDoor();
beforeEach(async () => {
	provider.reset();
	await migratorDb.query({ text: 'delete from platform.spent' });
});

const payer = await resident('nik', 'Budi Siregar');
const office = await deskOf(asahan, 'public-works');
const clerk = officerAt(office, 'officer', 'Rina');
const head = officerAt(office, 'office-head', 'Togar');
const secretary = officerAt(await deskOf(asahan, 'secretariat'), 'secretary', 'Sinta');
const reason = 'Dibayar untuk permohonan yang salah.';

async function codeOf(work: Promise<unknown>): Promise<string> {
	const error = await work.then(
		() => undefined,
		(thrown: unknown) => thrown,
	);
	return error instanceof Refusal ? error.code : error === undefined ? 'fine' : `crash: ${String(error)}`;
}

async function paid(): Promise<OpenedInvoice> {
	const invoice = await invoiceFor(payer, { office });
	const attempt = await startAttempt(payer, { ...invoice, method: 'qris' });
	await provider.pay(attempt.reference);
	await runJobsOnce();
	assert.equal((await getInvoice(clerk, invoice)).invoice.status, 'paid');
	return invoice;
}

async function asked(by: Officer = clerk) {
	const invoice = await paid();
	await refundInvoice(by, { ...invoice, reason });
	const [refund] = (await getInvoice(by, invoice)).refunds;
	assert.ok(refund);
	return { invoice, ref: { pemda: invoice.pemda, refundId: refund.id } };
}

async function announced({ invoiceId }: OpenedInvoice): Promise<number> {
	const { rows } = await migratorDb.query<{ count: number }>({
		text: `select count(*)::int as count from platform.event where type = 'payments.refunded' and payload ->> 'invoiceId' = $1`,
		values: [invoiceId],
	});
	return rows[0]?.count ?? 0;
}

const dueNow = () =>
	migratorDb.query({
		text: "update payments.refund set next_ask_at = now() - interval '1 second' where next_ask_at is not null",
	});

test('two people give money back, and it is said once', async () => {
	const { invoice, ref } = await asked();
	const desk = await getPaymentsDesk(head);
	assert.ok(desk.refunds.some(({ id, mayDecide }) => id === ref.refundId && mayDecide));
	assert.equal(await codeOf(decideRefund(clerk, { ...ref, decision: 'approved' })), 'payments/not-yours');
	assert.equal(await codeOf(decideRefund(payer, { ...ref, decision: 'approved' })), 'payments/not-yours');
	const stale = { ...head, freshAt: new Date(0) };
	assert.equal(await codeOf(decideRefund(stale, { ...ref, decision: 'approved' })), 'identity/not-fresh');
	await runJobsOnce();
	assert.equal(provider.refunds.size, 0, 'nothing before the second person');
	await decideRefund(head, { ...ref, decision: 'approved' });
	await runJobsOnce();
	const { invoice: back, refunds, events } = await getInvoice(payer, invoice);
	assert.equal(back.status, 'refunded');
	assert.ok(refunds[0]?.doneAt);
	assert.deepEqual(events.map(({ kind, actorName }) => `${kind} ${actorName}`.trim()).slice(-4), [
		'settled',
		'refund-asked Rina',
		'refund-approved Togar',
		'refunded',
	]);
	assert.equal(await announced(invoice), 1);
	await dueNow();
	await reconcile();
	assert.deepEqual([await announced(invoice), provider.refunds.size], [1, 1]);
	assert.equal(await codeOf(refundInvoice(clerk, { ...invoice, reason })), 'payments/not-paid');
});

test('nobody decides what they asked for themselves, in the database neither', async () => {
	const { ref } = await asked(head);
	assert.equal(await codeOf(decideRefund(head, { ...ref, decision: 'approved' })), 'payments/own-refund');
	await assert.rejects(
		migratorDb.query({
			text: "update payments.refund set decision = 'approved', decided_at = now(), decided_by = asked_by where id = $1",
			values: [ref.refundId],
		}),
		/check/,
	);
	const [post] = head.holdings;
	assert.ok(post);
	// Whoever sits at the head's desk meanwhile acts for the head.
	const lent = { ...post, lentBy: { accountId: head.accountId, name: head.name } };
	const deputy = { ...officerAt(office, 'officer', 'Dewi'), holdings: [lent] };
	assert.equal(await codeOf(decideRefund(deputy, { ...ref, decision: 'approved' })), 'payments/own-refund');
	await decideRefund(secretary, { ...ref, decision: 'approved' });
});

test('fifty at once ask once; fifty at once decide once', async () => {
	const invoice = await paid();
	const asks = Array.from({ length: 50 }, () => codeOf(refundInvoice(clerk, { ...invoice, reason })));
	const said = await Promise.all(asks);
	assert.equal(said.filter((code) => code === 'fine').length, 1);
	assert.deepEqual(new Set(said), new Set(['fine', 'payments/refunded-already']));
	const [refund] = (await getInvoice(head, invoice)).refunds;
	const ref = { pemda: asahan, refundId: refund?.id ?? '' };
	const decisions = await Promise.all(
		Array.from({ length: 50 }, (_, at) =>
			codeOf(decideRefund(at % 2 ? head : secretary, { ...ref, decision: at % 3 ? 'approved' : 'refused' })),
		),
	);
	assert.equal(decisions.filter((code) => code === 'fine').length, 1);
	assert.deepEqual(new Set(decisions), new Set(['fine', 'payments/decided-already']));
});

test('a refusal leaves the money where it is, and may be asked again', async () => {
	const { invoice, ref } = await asked();
	await decideRefund(head, { ...ref, decision: 'refused' });
	await runJobsOnce();
	const file = await getInvoice(clerk, invoice);
	assert.deepEqual([file.invoice.status, file.mayAskRefund, provider.refunds.size], ['paid', true, 0]);
	await refundInvoice(clerk, { ...invoice, reason });
});

test('what the provider has not done yet is asked about until it has', async () => {
	provider.refundStatus = 'pending';
	const { invoice, ref } = await asked();
	provider.isSilent = true;
	await decideRefund(head, { ...ref, decision: 'approved' });
	await runJobsOnce();
	assert.equal((await getInvoice(clerk, invoice)).refunds[0]?.sentAt, null, 'not known to be sent');
	provider.isSilent = false;
	await dueNow();
	await reconcile();
	assert.ok((await getInvoice(clerk, invoice)).refunds[0]?.sentAt);
	assert.equal((await getInvoice(clerk, invoice)).invoice.status, 'paid');
	provider.refundStatus = 'done';
	await dueNow();
	await reconcile();
	assert.equal((await getInvoice(clerk, invoice)).invoice.status, 'refunded');
	assert.deepEqual([provider.refunds.size, await announced(invoice)], [1, 1]);
});

test('a refund that failed is shown, and can be asked for again', async () => {
	provider.refundStatus = 'failed';
	const { invoice, ref } = await asked();
	await decideRefund(head, { ...ref, decision: 'approved' });
	await runJobsOnce();
	const { matters } = await getPaymentsDesk(head);
	assert.ok(
		matters.some(({ invoiceId, kind }) => invoiceId === invoice.invoiceId && kind === 'refund-failed'),
	);
	assert.ok((await getInvoice(clerk, invoice)).mayAskRefund);
	provider.refundStatus = 'done';
	await refundInvoice(clerk, { ...invoice, reason });
	const again = (await getInvoice(head, invoice)).refunds.find(({ mayDecide }) => mayDecide);
	await decideRefund(head, { pemda: asahan, refundId: again?.id ?? '', decision: 'approved' });
	await runJobsOnce();
	assert.equal((await getInvoice(clerk, invoice)).invoice.status, 'refunded');
});

test('of another sum than was asked for, a head decides; the invoice stays as it is', async () => {
	const invoice = await invoiceFor(payer, { office });
	const attempt = await startAttempt(payer, { ...invoice, method: 'qris' });
	await provider.pay(attempt.reference, 1000);
	await runJobsOnce();
	const [refund] = (await getInvoice(head, invoice)).refunds;
	assert.ok(refund?.mayDecide);
	assert.ok(
		(await getPaymentsDesk(head)).matters.some(
			({ kind, number }) => kind === 'mismatch' && number === invoice.number,
		),
	);
	await decideRefund(head, { pemda: asahan, refundId: refund.id, decision: 'approved' });
	await runJobsOnce();
	const file = await getInvoice(head, invoice);
	assert.deepEqual(
		[file.invoice.status, file.refunds[0]?.amount, [...provider.refunds.values()][0]?.amount],
		['open', 1000, 1000],
	);
	assert.equal(await announced(invoice), 0);
});

test('without a reason, of what is not paid, by another office or government: no', async () => {
	const invoice = await paid();
	assert.equal(
		await codeOf(refundInvoice(clerk, { ...invoice, reason: ' salah ' })),
		'payments/reason-needed',
	);
	assert.equal(
		await codeOf(refundInvoice(clerk, { ...invoice, reason: 'x'.repeat(1001) })),
		'payments/reason-needed',
	);
	const open = await invoiceFor(payer, { office });
	assert.equal(await codeOf(refundInvoice(clerk, { ...open, reason })), 'payments/not-paid');
	const others = [
		officerAt(await deskOf(asahan, 'health'), 'office-head'),
		officerAt(await deskOf(medan, 'public-works'), 'office-head'),
		officerAt(await deskOf(medan, 'secretariat'), 'secretary'),
		officerAt(office, 'overseer'),
		officerAt(office, 'administrator'),
	];
	for (const other of others) {
		assert.equal(await codeOf(refundInvoice(other, { ...invoice, reason })), 'payments/no-such-invoice');
		assert.equal(await codeOf(getInvoice(other, invoice)), 'payments/no-such-invoice');
	}
});
