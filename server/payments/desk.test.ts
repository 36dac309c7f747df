import '../../tests/support/payment-provider.ts';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Officer } from '#identity';
import { cancelInvoice, getPaymentsDesk, listInvoices, listOwnInvoices } from '#payments';
import { listShownInLists } from '#people';
import { withTx } from '#platform/db';
import { asahan, deskOf, medan, officerAt } from '../../tests/support/cases.ts';
import { testDatabase } from '../../tests/support/database.ts';
import { invoiceFor, paidInvoice, refundAsked } from '../../tests/support/payments.ts';
import { resident } from '../../tests/support/residents.ts';

await testDatabase();
const payer = await resident('nik', 'Budi');
const [works, health] = [await deskOf(asahan, 'public-works'), await deskOf(asahan, 'health')];
const clerk = officerAt(works);
const secretary = officerAt(await deskOf(asahan, 'secretariat'), 'secretary');
const opened = await Promise.all(
	Array.from({ length: 65 }, (_, at) => invoiceFor(payer, { office: works, amount: 1000 + at })),
);
await paidInvoice(payer, { office: works, amount: 500_000 });
await refundAsked(payer, { office: health, amount: 20_000 });
const withoutOffice = await invoiceFor(payer, { amount: 7 });
const [cancelled] = opened;
assert.ok(cancelled);
await withTx((tx) => cancelInvoice(tx, { ...cancelled, reason: 'Permohonan ditarik' }));

type Listed = Awaited<ReturnType<typeof listOwnInvoices>>;

async function allOf(list: (before?: { at: Date; id: string }) => Promise<Listed>): Promise<string[]> {
	const found: string[] = [];
	for (let before: Listed['next'] | undefined; before !== null; ) {
		const page = await list(before);
		assert.ok(page.invoices.length <= 30);
		found.push(...page.invoices.map(({ id }) => id));
		before = page.next;
	}
	assert.equal(new Set(found).size, found.length, 'none twice');
	return found;
}
const at = (officer: Officer, status?: 'open' | 'paid' | 'cancelled') =>
	allOf((before) => listInvoices(officer, { status, before }));

test('pages come to all of it, once each, newest first', async () => {
	assert.equal((await at(clerk)).length, 66);
	assert.equal((await at(clerk, 'open')).length, 64);
	assert.deepEqual(await at(clerk, 'cancelled'), [cancelled.invoiceId]);
	assert.equal((await allOf((before) => listOwnInvoices(payer, before))).length, 68);
	const [seen] = await listShownInLists(payer);
	assert.deepEqual(
		[seen?.act, seen?.times],
		['payments-list-invoices', 7],
		'each page was a list with their name',
	);
	const { invoices } = await listInvoices(clerk, {});
	const moments = invoices.map(({ openedAt }) => openedAt.getTime());
	assert.deepEqual(
		moments,
		moments.toSorted((a, b) => b - a),
	);
});

test('an office sees its own, a government all of it, and nobody what is another’s', async () => {
	assert.equal((await at(officerAt(health))).length, 1);
	const all = await at(secretary);
	assert.equal(all.length, 68);
	assert.ok(all.includes(withoutOffice.invoiceId), 'what no office has is the government’s');
	for (const place of [await deskOf(medan, 'public-works'), await deskOf(medan, 'secretariat')]) {
		for (const role of ['officer', 'secretary', 'overseer', 'administrator'] as const)
			assert.deepEqual(await at(officerAt(place, role)), [], role);
	}
	assert.deepEqual((await listInvoices(payer, {})).invoices, [], 'nor whoever pays, on the desk');
});

test('sums are of what one may see', async () => {
	const { standing, refunds } = await getPaymentsDesk(clerk);
	const open = Array.from({ length: 64 }, (_, one) => 1001 + one).reduce((sum, one) => sum + one, 0);
	assert.deepEqual(
		[standing.open, standing.openSum, standing.paid, standing.paidSum, standing.running],
		[64, open, 1, 500_000, 0],
	);
	assert.deepEqual(refunds, []);
	const whole = await getPaymentsDesk(secretary);
	assert.deepEqual([whole.standing.paid, whole.standing.paidSum, whole.refunds.length], [2, 520_000, 1]);
	const none = await getPaymentsDesk(officerAt(await deskOf(medan, 'secretariat'), 'secretary'));
	assert.deepEqual([none.standing.open, none.standing.paid, none.refunds.length], [0, 0, 0]);
});
