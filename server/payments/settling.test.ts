import '../../tests/support/payment-provider.ts';
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { askAnew, cancelInvoice, getInvoice, listInvoicesOf, openInvoice, startAttempt } from '#payments';
import { setClock } from '#platform/clock';
import { migratorDb, withTx } from '#platform/db';
import { runJobsOnce } from '#platform/jobs';
import { Refusal } from '#platform/refusal';
import { testDatabase } from '../../tests/support/database.ts';
import { openPaymentDoor } from '../../tests/support/payment-door.ts';
import {
	type Payment,
	paymentSettings,
	provider,
	signCallback,
	staticQris,
} from '../../tests/support/payment-provider.ts';
import { invoiceFor, type OpenedInvoice } from '../../tests/support/payments.ts';
import { resident } from '../../tests/support/residents.ts';
import { applyAnswer } from './apply-answer.ts';
import { askProvider } from './ask-provider.ts';
import { readQris } from './qris.ts';
import { reconcile } from './reconcile.ts';

await testDatabase();
await openPaymentDoor();
beforeEach(async () => {
	setClock();
	provider.reset();
	await migratorDb.query({ text: 'delete from platform.spent' });
});

const payer = await resident('nik', 'Budi Siregar');
const minute = 60_000;
const later = (ms: number) => setClock(() => new Date(Date.now() + ms));

async function codeOf(work: Promise<unknown>): Promise<string> {
	const error = await work.then(
		() => undefined,
		(thrown: unknown) => thrown,
	);
	return error instanceof Refusal ? error.code : error === undefined ? 'fine' : `crash: ${String(error)}`;
}

async function started(changes: Parameters<typeof invoiceFor>[1] = {}) {
	const invoice = await invoiceFor(payer, changes);
	const attempt = await startAttempt(payer, { ...invoice, method: 'qris' });
	return { invoice, attempt };
}

const fileOf = (invoice: OpenedInvoice) => getInvoice(payer, invoice);
const statusOf = async (invoice: OpenedInvoice) => (await fileOf(invoice)).invoice.status;
const kindsOf = async (invoice: OpenedInvoice) => (await fileOf(invoice)).events.map(({ kind }) => kind);

async function announced(invoice: OpenedInvoice, type = 'payments.settled'): Promise<number> {
	const { rows } = await migratorDb.query<{ count: number }>({
		text: `select count(*)::int as count from platform.event where type = $1 and payload ->> 'invoiceId' = $2`,
		values: [type, invoice.invoiceId],
	});
	return rows[0]?.count ?? 0;
}

/** Nobody is asked again before the beat is. */
async function dueNow(invoice: OpenedInvoice): Promise<void> {
	for (const table of ['attempt', 'refund']) {
		await migratorDb.query({
			text: `update payments.${table} set next_ask_at = now() - interval '1 second' where invoice_id = $1 and next_ask_at is not null`,
			values: [invoice.invoiceId],
		});
	}
}

test('the same subject is one invoice, however many ask at once; another total is refused', async () => {
	const first = await invoiceFor(payer);
	const all = await Promise.all(
		Array.from({ length: 100 }, () => invoiceFor(payer, { subject: first.subject })),
	);
	assert.deepEqual([...new Set(all.map(({ invoiceId }) => invoiceId))], [first.invoiceId]);
	assert.equal(
		await codeOf(invoiceFor(payer, { subject: first.subject, amount: 1 })),
		'payments/other-invoice',
	);
	const { invoice, lines, events } = await fileOf(first);
	assert.deepEqual([invoice.total, invoice.status, lines.length, events.length], [150_000, 'open', 1, 1]);
	const [own] = await withTx((tx) => listInvoicesOf(tx, first.subject));
	assert.equal(own?.id, first.invoiceId);
	await assert.rejects(
		withTx((tx) =>
			openInvoice(tx, { ...first, payer: invoice.payer, title: invoice.title, lines: [], dueAt: new Date() }),
		),
		/An invoice over 0/,
	);
});

test('what is owed cannot be changed, not even by the owner of the database', async () => {
	const { invoiceId } = await invoiceFor(payer);
	const change = (text: string) => migratorDb.query({ text, values: [invoiceId] });
	await assert.rejects(
		change('update payments.invoice_line set amount = 1 where invoice_id = $1'),
		/append-only/,
	);
	await assert.rejects(change('delete from payments.invoice_line where invoice_id = $1'), /append-only/);
	await assert.rejects(
		change('update payments.event set kind = $1::text where invoice_id = $1'),
		/append-only/,
	);
	await assert.rejects(
		change("update payments.invoice set status = 'refunded' where id = $1"),
		/check|does not go/,
	);
});

test('a code is for this sum alone; pressed twenty times at once it is one', async () => {
	const invoice = await invoiceFor(payer);
	const ask = () => startAttempt(payer, { ...invoice, method: 'qris' });
	const all = await Promise.all(Array.from({ length: 20 }, ask));
	assert.equal(new Set(all.map(({ id }) => id)).size, 1);
	assert.equal(provider.payments.size, 1);
	const [attempt] = all;
	const said = readQris(attempt?.qr ?? '');
	assert.deepEqual(said && [said.isDynamic, said.amount, said.reference], [
		true,
		150_000,
		attempt?.reference,
	]);
	const bank = await startAttempt(payer, { ...invoice, method: 'va', bank: 'sumut' });
	assert.match(bank.account ?? '', /^\d{14}$/);
});

test('where the provider leaves the code to us it is made from the merchant’s own', async () => {
	provider.gives = 'nothing';
	const { attempt } = await started();
	const said = readQris(attempt.qr ?? '');
	assert.equal(said?.reference, attempt.reference);
	assert.equal(said?.nmid, readQris(staticQris)?.nmid);
});

test('a hundred identical callbacks at once settle once and say so once', async () => {
	const { invoice, attempt } = await started();
	provider.times = 100;
	await provider.pay(attempt.reference);
	assert.deepEqual([...new Set(provider.answers)], [202]);
	const ref = { pemda: invoice.pemda, attemptId: attempt.id };
	await Promise.all([runJobsOnce(), runJobsOnce(), ...Array.from({ length: 100 }, () => askProvider(ref))]);
	await runJobsOnce();
	const { invoice: paid, events } = await fileOf(invoice);
	assert.equal(paid.status, 'paid');
	assert.match(paid.receiptNumber ?? '', /^K-12\.09-\d{4}-\d{6}$/);
	assert.equal(await announced(invoice), 1);
	assert.equal(events.filter(({ kind }) => kind === 'settled').length, 1);
	await provider.tell(attempt.reference);
	await runJobsOnce();
	assert.equal(await announced(invoice), 1, 'nor when it is said again later');
});

test('receipts have no gap and no double, fifteen at once', async () => {
	const all = await Promise.all(Array.from({ length: 15 }, () => started({ pemda: '12.71' })));
	provider.times = 0;
	for (const { attempt } of all) await provider.pay(attempt.reference);
	const answers = all.map(({ invoice, attempt }) =>
		askProvider({ pemda: invoice.pemda, attemptId: attempt.id }),
	);
	assert.deepEqual(new Set(await Promise.all(answers)), new Set(['settle']));
	const files = await Promise.all(all.map(({ invoice }) => fileOf(invoice)));
	const numbers = files.map(({ invoice }) => Number(invoice.receiptNumber?.slice(-6))).sort((a, b) => a - b);
	assert.deepEqual(
		numbers,
		Array.from({ length: 15 }, (_, at) => at + 1),
	);
});

test('a lost callback is healed by asking', async () => {
	const { invoice, attempt } = await started();
	provider.times = 0;
	await provider.pay(attempt.reference);
	await runJobsOnce();
	assert.equal(await statusOf(invoice), 'open');
	await dueNow(invoice);
	await reconcile();
	assert.equal(await statusOf(invoice), 'paid');
	assert.equal(await announced(invoice), 1);
});

test('the payer’s “I have paid” only has the provider asked', async () => {
	const { invoice, attempt } = await started();
	await askAnew(payer, invoice);
	await runJobsOnce();
	assert.equal(await statusOf(invoice), 'open', 'nobody paid');
	provider.times = 0;
	await provider.pay(attempt.reference);
	await askAnew(payer, invoice);
	assert.equal(await statusOf(invoice), 'open', 'not by the asking');
	await runJobsOnce();
	assert.equal(await statusOf(invoice), 'paid');
});

test('paid before it was ever shown: the process died between asking and keeping the answer', async () => {
	const invoice = await invoiceFor(payer);
	provider.isSilent = true;
	assert.equal(await codeOf(startAttempt(payer, { ...invoice, method: 'qris' })), 'payments/provider-silent');
	provider.isSilent = false;
	const [asked] = (await fileOf(invoice)).attempts;
	assert.ok(asked?.status === 'asked');
	const again = await startAttempt(payer, { ...invoice, method: 'qris' });
	assert.deepEqual([again.id, again.status], [asked.id, 'pending'], 'the same one is asked for again');
	// As after a kill: the provider has it, we do not.
	await migratorDb.query({
		text: "update payments.attempt set status = 'asked', qr = null where id = $1",
		values: [again.id],
	});
	await provider.pay(again.reference);
	await runJobsOnce();
	assert.equal(await statusOf(invoice), 'paid');
});

test('expired after paid changes nothing but that somebody is told to look', async () => {
	const { invoice, attempt } = await started();
	await provider.pay(attempt.reference);
	await runJobsOnce();
	assert.equal(await statusOf(invoice), 'paid');
	// A late callback about what was before: the provider itself still says paid.
	await provider.tell(attempt.reference, { status: 'expired' });
	await runJobsOnce();
	assert.ok(!(await kindsOf(invoice)).includes('contradiction'));
	provider.lies = { status: 'expired' };
	for (const _ of [1, 2]) {
		await provider.tell(attempt.reference);
		await runJobsOnce();
	}
	assert.equal(await statusOf(invoice), 'paid');
	assert.deepEqual(
		(await kindsOf(invoice)).filter((kind) => kind === 'contradiction'),
		['contradiction'],
		'once',
	);
});

test('paid after it expired still settles while the invoice is open', async () => {
	const { invoice, attempt } = await started();
	provider.expire(attempt.reference);
	await provider.tell(attempt.reference);
	await runJobsOnce();
	assert.equal((await fileOf(invoice)).attempts[0]?.status, 'expired');
	provider.times = 0;
	await provider.pay(attempt.reference);
	await dueNow(invoice);
	await reconcile();
	assert.equal(await statusOf(invoice), 'paid');
});

test('paid twice: the second goes back by itself', async () => {
	const { invoice, attempt } = await started();
	const other = await startAttempt(payer, { ...invoice, method: 'va', bank: 'bri' });
	await Promise.all([provider.pay(attempt.reference), provider.pay(other.reference)]);
	await runJobsOnce();
	await runJobsOnce();
	const { invoice: paid, attempts, refunds } = await fileOf(invoice);
	assert.equal(paid.status, 'paid');
	assert.deepEqual(attempts.map(({ outcome }) => outcome).sort(), ['double', 'settled']);
	assert.equal(refunds.length, 1);
	assert.ok(refunds[0]?.doneAt);
	assert.equal(refunds[0]?.attemptId, attempts.find(({ outcome }) => outcome === 'double')?.id);
	assert.equal(provider.refunds.size, 1);
	assert.deepEqual([await announced(invoice), await announced(invoice, 'payments.refunded')], [1, 0]);
});

test('once paid, other codes are closed at the provider', async () => {
	const { invoice, attempt } = await started();
	const other = await startAttempt(payer, { ...invoice, method: 'va', bank: 'bri' });
	await provider.pay(attempt.reference);
	await runJobsOnce();
	assert.equal(provider.payments.get(other.reference)?.status, 'cancelled');
	assert.equal((await fileOf(invoice)).attempts.find(({ id }) => id === other.id)?.status, 'expired');
});

test('paid after it was taken back or expired: not owed, it goes back', async () => {
	const { invoice, attempt } = await started();
	await withTx((tx) => cancelInvoice(tx, { ...invoice, reason: 'Permohonan ditarik' }));
	await provider.pay(attempt.reference);
	await runJobsOnce();
	await runJobsOnce();
	const { invoice: cancelled, attempts, refunds } = await fileOf(invoice);
	assert.deepEqual(
		[cancelled.status, attempts[0]?.outcome, refunds[0]?.cause],
		['cancelled', 'not-owed', 'not-owed'],
	);
	assert.ok(refunds[0]?.doneAt);
	assert.equal(await announced(invoice), 0);
	assert.equal(await codeOf(startAttempt(payer, { ...invoice, method: 'qris' })), 'payments/not-open');
});

test('an invoice expires after its day, never while somebody may be paying', async () => {
	const { invoice, attempt } = await started({ dueAt: new Date(Date.now() + 5 * minute) });
	later(10 * minute);
	await reconcile();
	assert.equal(await statusOf(invoice), 'open', 'the provider has not said that nobody paid');
	assert.equal(await codeOf(startAttempt(payer, { ...invoice, method: 'qris' })), 'payments/too-late');
	provider.expire(attempt.reference);
	await dueNow(invoice);
	await reconcile();
	assert.equal(await statusOf(invoice), 'expired');
	assert.equal(await announced(invoice, 'payments.expired'), 1);
	await provider.pay(attempt.reference);
	const payment: Payment | undefined = provider.payments.get(attempt.reference);
	assert.ok(payment);
	payment.status = 'paid';
	payment.paidAmount = payment.amount;
	await askProvider({ pemda: invoice.pemda, attemptId: attempt.id });
	assert.equal((await fileOf(invoice)).refunds[0]?.cause, 'not-owed');
});

test('another sum than was asked for settles nothing and waits for an officer', async () => {
	const { invoice, attempt } = await started();
	await provider.pay(attempt.reference, 15_000);
	await runJobsOnce();
	const { invoice: open, attempts, refunds, mayPay } = await fileOf(invoice);
	assert.deepEqual([open.status, attempts[0]?.status, attempts[0]?.paidAmount], ['open', 'mismatch', 15_000]);
	assert.deepEqual([refunds[0]?.cause, refunds[0]?.decision, refunds[0]?.amount], ['mismatch', null, 15_000]);
	assert.ok(mayPay);
	assert.equal(provider.refunds.size, 0);
	const again = await startAttempt(payer, { ...invoice, method: 'qris' });
	assert.notEqual(again.id, attempt.id);
	await provider.pay(again.reference);
	await runJobsOnce();
	assert.equal(await statusOf(invoice), 'paid');
});

test('callbacks that are not the provider’s, or about nothing, change nothing', async () => {
	const { invoice, attempt } = await started();
	const payment = provider.payments.get(attempt.reference) ?? assert.fail();
	const { reference } = attempt;
	const body = JSON.stringify({ reference, status: 'paid' });
	const tell = (changes: Parameters<typeof provider.tell>[1]) =>
		provider.tell(reference, { times: 1, ...changes });
	assert.deepEqual(await tell({ signature: '' }), [401]);
	assert.deepEqual(
		await tell({ signature: `t=${Math.floor(Date.now() / 1000)},v1=${'0'.repeat(64)}` }),
		[401],
	);
	assert.deepEqual(await tell({ body: `${body} `, signature: signCallback(body) }), [401], 'one byte more');
	assert.deepEqual(await tell({ at: new Date(Date.now() - 6 * minute) }), [401], 'replayed later');
	assert.deepEqual(await tell({ at: new Date(Date.now() + 6 * minute) }), [401]);
	const unknown = JSON.stringify({ reference: 'SSP00000000000000000', status: 'paid' });
	assert.deepEqual(await tell({ body: unknown }), [404]);
	for (const text of [
		'',
		'null',
		'[]',
		'{"reference": 7}',
		'{"reference": "\'; drop table"}',
		'\u0000',
		'{'.repeat(2000),
	])
		assert.deepEqual(await tell({ body: text }), [400], text.slice(0, 20));
	assert.deepEqual(await tell({ body: 'x'.repeat(20_000) }), [413]);
	const { rows } = await migratorDb.query<{ count: number }>({
		text: 'select count(*)::int as count from graphile_worker.jobs where key = $1',
		values: [`payments ask ${attempt.id}`],
	});
	assert.equal(rows[0]?.count, 0, 'and nobody is asked');
	// Signed, but a lie: the provider itself says nobody paid.
	assert.deepEqual(
		await tell({ body: JSON.stringify({ reference, status: 'paid', paidAmount: 150_000 }) }),
		[202],
	);
	assert.equal(payment.status, 'pending');
	await runJobsOnce();
	assert.equal(await statusOf(invoice), 'open');
	const elsewhere = await fetch(provider.callbackTo.replace(/penyedia$/, 'lain'), {
		method: 'POST',
		headers: { 'x-payment-signature': signCallback(body) },
		body,
	});
	assert.equal(elsewhere.status, 404);
});

test('an answer about another payment, in dollars, or nonsense is no answer', async () => {
	const { invoice, attempt } = await started();
	provider.times = 0;
	await provider.pay(attempt.reference);
	const ref = { pemda: invoice.pemda, attemptId: attempt.id };
	for (const lies of [
		{ reference: 'OTHER' },
		{ currency: 'USD' },
		{ paidAmount: null },
		{ amount: -1 },
		{ amount: 1.5 },
	]) {
		provider.lies = lies;
		await assert.rejects(askProvider(ref));
		await dueNow(invoice);
		await reconcile();
		assert.equal(await statusOf(invoice), 'open', JSON.stringify(lies));
	}
	provider.lies = { amount: 1000, paidAmount: 1000 };
	assert.equal(await askProvider(ref), 'mismatch', 'the sum of a payment is what was asked for');
});

test('a code of another sum is never shown', async () => {
	for (const lies of [
		{ qr: staticQris },
		{ qr: 'https://contoh.example' },
		{ amount: 1 },
		{ qr: staticQris.replace('5802ID', '5802MY') },
	]) {
		const invoice = await invoiceFor(payer);
		provider.lies = lies;
		assert.equal(
			await codeOf(startAttempt(payer, { ...invoice, method: 'qris' })),
			'payments/provider-silent',
		);
		assert.equal((await fileOf(invoice)).attempts[0]?.qr, null);
	}
});

test('what the provider never heard of is given up after a while, and can be tried again', async () => {
	const invoice = await invoiceFor(payer);
	provider.isSilent = true;
	assert.equal(await codeOf(startAttempt(payer, { ...invoice, method: 'qris' })), 'payments/provider-silent');
	provider.isSilent = false;
	await dueNow(invoice);
	await reconcile();
	assert.equal((await fileOf(invoice)).attempts[0]?.status, 'asked');
	later(11 * minute);
	await dueNow(invoice);
	await reconcile();
	assert.equal((await fileOf(invoice)).attempts[0]?.status, 'failed');
	assert.equal((await startAttempt(payer, { ...invoice, method: 'qris' })).status, 'pending');
});

test('ways to pay that there are none are refused', async () => {
	const invoice = await invoiceFor(payer);
	const ask = (method: 'qris' | 'va', bank?: string) =>
		codeOf(startAttempt(payer, { ...invoice, method, ...(bank ? { bank } : {}) }));
	assert.equal(await ask('va'), 'payments/no-such-bank');
	assert.equal(await ask('va', 'bca'), 'payments/no-such-bank', 'not in the configuration');
	const large = await invoiceFor(payer, { amount: 10_000_001 });
	assert.equal(await codeOf(startAttempt(payer, { ...large, method: 'qris' })), 'payments/too-much-for-qris');
	assert.equal(paymentSettings.PAYMENT_BANKS, 'sumut,bri');
	const other = await resident('nik');
	assert.equal(await codeOf(startAttempt(other, { ...invoice, method: 'qris' })), 'payments/no-such-invoice');
	assert.equal(
		await codeOf(startAttempt(payer, { ...invoice, invoiceId: 'x', method: 'qris' })),
		'payments/no-such-invoice',
	);
});

test('applying an answer to nothing is a fault', async () => {
	await assert.rejects(applyAnswer({ pemda: '12.09', attemptId: crypto.randomUUID() }, 'unknown'));
});
