import '../support/payment-provider.ts';
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { findActor, startSession } from '#identity';
import { migratorDb } from '#platform/db';
import { newId } from '#platform/ids';
import { runBeatsOnce, runJobsOnce } from '#platform/jobs';
import { device, origin } from '../support/accounts.ts';
import { asahan, deskOf } from '../support/cases.ts';
import { testDatabase } from '../support/database.ts';
import { openPaymentDoor } from '../support/payment-door.ts';
import { paymentSettings, provider } from '../support/payment-provider.ts';
import { invoiceFor } from '../support/payments.ts';

const { url } = await testDatabase();
await openPaymentDoor();
const rounds = 8;
const perRound = 12;

async function list<Row>(text: string): Promise<Row[]> {
	return (await migratorDb.query<Row>({ text })).rows;
}

test('killed in the midst of paying, eight times: nothing is lost and nothing doubled', async () => {
	const office = await deskOf(asahan, 'public-works');
	const accountId = newId();
	await migratorDb.query({
		text: `insert into identity.account (id, kind, name, level, created_by) values ($1, 'resident', 'Budi', 'nik', 'test')`,
		values: [accountId],
	});
	const { token } = await startSession(accountId, ['code'], { origin, device });
	const payer = await findActor(token, origin);
	assert.ok(payer?.kind === 'resident');
	const steps = new Set<string>();
	for (let round = 0; round < rounds; round++) {
		provider.times = round % 3; // lost, once, twice
		await migratorDb.query({ text: 'delete from platform.spent' });
		for (let at = 0; at < perRound; at++) await invoiceFor(payer, { office, amount: 10_000 + at });
		const env = { ...process.env, ...paymentSettings, DATABASE_URL: url, LOG_LEVEL: 'silent' };
		const args = ['tests/support/pay-until-killed.ts', token, JSON.stringify(office)];
		const before = provider.asked.length;
		const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
		const gone = once(child, 'exit');
		const [said] = await Promise.race([once(child.stdout, 'data'), gone]);
		assert.match(String(said), /ready/);
		await untilAsked(before + 4 + round * 7);
		child.kill('SIGKILL');
		await gone;
		for (const { kind } of await list<{ kind: string }>(
			'select distinct status as kind from payments.attempt',
		))
			steps.add(kind);
	}
	assert.ok(steps.has('pending') && steps.has('paid'), 'it was killed while there was something under way');
	// A worker that died keeps its jobs until another finds them orphaned.
	await list(
		'select graphile_worker.force_unlock_workers(array(select distinct locked_by from graphile_worker._private_jobs where locked_by is not null))',
	);
	for (let again = 0; again < 4; again++) {
		await list(
			"update payments.attempt set next_ask_at = now() - interval '1 second' where next_ask_at is not null",
		);
		await list(
			"update payments.refund set next_ask_at = now() - interval '1 second' where next_ask_at is not null",
		);
		await runBeatsOnce();
		await runJobsOnce();
	}
	await holdsTogether();
});

/** Until the provider was asked so many things, or is asked no more. */
async function untilAsked(count: number): Promise<void> {
	const patience = Date.now() + 15_000;
	while (provider.asked.length < count && Date.now() < patience) await wait(5);
}

/** Ours and the provider's books, compared payment by payment. */
async function holdsTogether(): Promise<void> {
	const attempts = await list<{
		reference: string;
		outcome: string | null;
		invoice: string;
		isBack: boolean;
	}>(
		`select a.reference, a.outcome, a.invoice_id::text as invoice, exists (select from payments.refund r
				where r.attempt_id = a.id and r.done_at is not null) as "isBack" from payments.attempt a`,
	);
	const paid = [...provider.payments.values()].filter(({ status }) => status === 'paid');
	assert.ok(paid.length > 20, `only ${paid.length} were paid`);
	const wrong = paid.filter(({ reference }) => {
		const ours = attempts.find((one) => one.reference === reference);
		return !ours?.outcome || (ours.outcome !== 'settled' && !ours.isBack);
	});
	assert.deepEqual(wrong, [], 'money that came and is in no book');
	assert.equal(
		attempts.filter(({ outcome }) => outcome !== null).length,
		paid.length,
		'and none that did not come',
	);
	assert.equal(
		provider.refunds.size,
		attempts.filter(({ isBack }) => isBack).length,
		'what goes back goes back once',
	);
	const [figures] = await list<Record<string, number>>(
		`select (select count(*)::int from payments.invoice where settled_at is not null) as settled,
			(select count(distinct receipt_number)::int from payments.invoice) as receipts,
			(select last from payments.series where pemda = '${asahan}') as last,
			(select count(*)::int from platform.event where type = 'payments.settled') as announced,
			(select count(*)::int from payments.event where kind = 'settled') as events,
			(select count(*)::int from payments.attempt where outcome = 'settled') as attempts,
			(select count(*)::int from payments.attempt where ended_at is null) as open`,
	);
	const settled = figures?.['settled'];
	const wanted = {
		settled,
		receipts: settled,
		last: settled,
		announced: settled,
		events: settled,
		attempts: settled,
	};
	const { open, ...counted } = figures ?? {};
	assert.deepEqual(counted, wanted, 'settled, numbered and announced once each, without a gap');
	console.log(
		`killed ${rounds} times: ${paid.length} payments, ${settled} settled, ${provider.refunds.size} back, ${open} open`,
	);
}
