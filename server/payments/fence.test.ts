import '../../tests/support/payment-provider.ts';
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { type Actor, scopeOf } from '#identity';
import * as payments from '#payments';
import { getInvoice, listOwnInvoices, startAttempt } from '#payments';
import { listLedger } from '#people';
import { migratorDb, withScope } from '#platform/db';
import { newId } from '#platform/ids';
import { Refusal } from '#platform/refusal';
import { asahan, deskOf, officerAt } from '../../tests/support/cases.ts';
import { testDatabase } from '../../tests/support/database.ts';
import { provider } from '../../tests/support/payment-provider.ts';
import { invoiceFor, refundAsked } from '../../tests/support/payments.ts';
import { resident } from '../../tests/support/residents.ts';

await testDatabase();
beforeEach(() => provider.reset());

const payer = await resident('nik', 'Budi');
const stranger = await resident('nik', 'Orang lain');
const office = await deskOf(asahan, 'public-works');

async function codeOf(work: Promise<unknown>): Promise<string> {
	const error = await work.then(
		() => undefined,
		(thrown: unknown) => thrown,
	);
	return error instanceof Refusal ? error.code : error === undefined ? 'fine' : `crash: ${String(error)}`;
}

/** All rows about money, as texts; how often the provider was asked may change. */
async function stateOf(invoiceId: string): Promise<string[]> {
	const { rows } = await migratorDb.query<{ row: string }>({
		text: `select i::text as row from payments.invoice i where id = $1
			union all select (id, status, outcome, paid_amount, ended_at)::text from payments.attempt where invoice_id = $1
			union all select (id, decision, sent_at, done_at, failed_at)::text from payments.refund where invoice_id = $1
			union all select l::text from payments.invoice_line l where invoice_id = $1 order by 1`,
		values: [invoiceId],
	});
	return rows.map(({ row }) => row);
}

test('no act of whoever pays changes the state of any money', async () => {
	const refunded = await refundAsked(payer, { office });
	const open = await invoiceFor(payer, { office });
	await startAttempt(payer, { ...open, method: 'qris' });
	const ways = [{ method: 'qris' }, { method: 'va', bank: 'sumut' }, { method: 'va' }] as const;
	for (const invoice of [open, refunded]) {
		const before = await stateOf(invoice.invoiceId);
		const refundId = refunded.refundId;
		const acts: ((actor: Actor) => Promise<unknown>)[] = [
			...ways.map((way) => (actor: Actor) => startAttempt(actor, { ...invoice, ...way })),
			(actor) => payments.askAnew(actor, invoice),
			(actor) => payments.getInvoice(actor, invoice),
			(actor) => payments.listInvoices(actor, {}),
			(actor) => payments.getPaymentsDesk(actor),
			(actor) => payments.refundInvoice(actor, { ...invoice, reason: 'Kembalikan uang saya, tolong.' }),
			(actor) => payments.decideRefund(actor, { pemda: asahan, refundId, decision: 'approved' }),
			(actor) => payments.decideRefund(actor, { pemda: asahan, refundId, decision: 'refused' }),
			(actor) => payments.listOwnInvoices(actor),
		];
		for (const act of acts) for (const actor of [payer, stranger]) await act(actor).catch(() => undefined);
		const after = await stateOf(invoice.invoiceId);
		assert.deepEqual(
			before.filter((row) => !after.includes(row)),
			[],
			'a row changed',
		);
		const fresh = after.filter((row) => !before.includes(row));
		assert.ok(
			fresh.every((row) => row.includes(',pending,,,')),
			'what is new is a way to pay, and no more',
		);
	}
});

test('in the database too, no transaction of a payer or an officer writes about money', async () => {
	const { invoiceId, refundId } = await refundAsked(payer, { office });
	const head = officerAt(office, 'office-head');
	const before = await stateOf(invoiceId);
	const statements = [
		"update payments.invoice set status = 'refunded', ended_at = now() where id = $1",
		"update payments.attempt set status = 'paid', outcome = 'settled', paid_amount = 1 where invoice_id = $1",
		"update payments.refund set decision = 'approved', decided_at = now(), decided_by = 'x' where invoice_id = $1",
		"insert into payments.event (pemda, invoice_id, seq, at, kind, actor) values ('12.09', $1, 99, now(), 'settled', 'x')",
		`insert into payments.attempt (pemda, id, invoice_id, provider, reference, method, amount, started_at, started_by)
			values ('12.09', gen_random_uuid(), $1, 'x', 'x', 'qris', 1, now(), 'x')`,
		"insert into payments.series (pemda, year, last) select '12.09', 2026, 1 where $1::uuid is not null",
		'update payments.series set last = 0 where $1::uuid is not null',
		'update payments.invoice set total = 1 where id = $1',
		'delete from payments.invoice where id = $1',
		"insert into payments.invoice_line (pemda, invoice_id, position, fee, label, amount, inputs, trace) values ('12.09', $1, 9, 'x', '{}', 0, '{}', '{}')",
	];
	for (const scope of [{ account: payer.accountId }, scopeOf(head), { pemda: [asahan] }, {}]) {
		for (const text of statements) {
			const changed = await withScope(
				scope,
				async (tx) => (await tx.query({ text, values: [invoiceId] })).rowCount,
			).catch((error: Error) =>
				/row-level security|permission denied/.test(error.message) ? 0 : error.message,
			);
			assert.equal(changed, 0, text);
		}
	}
	assert.deepEqual(await stateOf(invoiceId), before);
	assert.ok(refundId);
});

test('whoever pays reads their own, and nobody else’s', async () => {
	const [own, other] = [await invoiceFor(payer), await invoiceFor(stranger)];
	assert.equal((await getInvoice(payer, own)).invoice.id, own.invoiceId);
	assert.equal(await codeOf(getInvoice(payer, other)), 'payments/no-such-invoice');
	const { invoices } = await listOwnInvoices(stranger);
	assert.deepEqual(
		invoices.map(({ id }) => id),
		[other.invoiceId],
	);
	for (const actor of [
		{ kind: 'anonymous', origin: 'x' },
		{ kind: 'person', caseId: newId(), origin: 'x' },
	] as const)
		assert.equal(await codeOf(getInvoice(actor, own)), 'payments/no-such-invoice');
});

test('who answers for a business pays for it; a mandate covers what it says, of its giver alone', async () => {
	const businessId = newId();
	await migratorDb.query({
		text: `insert into people.business (id, nib, name, region, responsible_id, added_at, changed_at)
			values ($1, '1234567890123', 'CV Contoh', '12.09', $2, now(), now())`,
		values: [businessId, payer.accountId],
	});
	const ofBusiness = await invoiceFor(payer, { business: businessId, office });
	const ofPerson = await invoiceFor(payer, { office });
	assert.equal((await startAttempt(payer, { ...ofBusiness, method: 'qris' })).status, 'pending');
	assert.equal(await codeOf(getInvoice(stranger, ofBusiness)), 'payments/no-such-invoice');
	await getInvoice(officerAt(office), ofBusiness);
	await getInvoice(officerAt(office), ofPerson);
	const looks = (await listLedger(payer)).lines.filter(({ act }) => act === 'payments-read-invoice');
	assert.deepEqual(
		looks.map((look) => [look.office?.officeId, look.reason]),
		Array(2).fill([office.officeId, 'payment']),
		'whoever answers for a business sees who looked at its bill too',
	);
	const acting = (kind: 'person' | 'business', id: string, scope: string[]) =>
		({ ...stranger, actsFor: { mandateId: newId(), kind, id, name: 'x', scope } }) as const;
	const forBusiness = acting('business', businessId, ['applications']);
	assert.equal(
		(await startAttempt(forBusiness, { ...ofBusiness, method: 'va', bank: 'bri' })).status,
		'pending',
	);
	assert.equal(await codeOf(getInvoice(forBusiness, ofPerson)), 'payments/no-such-invoice');
	const forPerson = acting('person', payer.accountId, ['applications']);
	assert.equal(await codeOf(getInvoice(forPerson, ofPerson)), 'fine');
	assert.equal(
		await codeOf(getInvoice(forPerson, ofBusiness)),
		'payments/no-such-invoice',
		'a person’s mandate is not their business’s',
	);
	assert.equal(
		await codeOf(getInvoice(acting('person', payer.accountId, ['reports']), ofPerson)),
		'people/not-in-mandate',
	);
	const { rows } = await migratorDb.query<{ acting: string }>({
		text: `select acting_for as acting from payments.event where invoice_id = $1 and acting_for is not null`,
		values: [ofBusiness.invoiceId],
	});
	assert.deepEqual(rows, [{ acting: `business:${businessId}` }], 'every act says in whose place');
});
