import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { db, migratorDb, withTx } from '#platform/db';
import { runJobsOnce } from '#platform/jobs';
import { isMailOn, queueMail, setMailServer } from '#platform/mail';
import { testDatabase } from '../../../tests/support/database.ts';
import { startSmtp } from '../../../tests/support/smtp.ts';

await testDatabase();
const smtp = await startSmtp();
const mail = {
	to: 'budi@contoh.example',
	subject: 'Laporan AB12: sudah dijawab',
	text: 'Lihat: http://contoh.example',
};

beforeEach(() => {
	setMailServer({ url: smtp.url, from: 'tidak-dibalas@contoh.example' });
	smtp.received.length = 0;
});
after(async () => {
	setMailServer(null);
	await smtp.stop();
});

/** Lets jobs that wait for their next attempt run at once. */
const hurry = () =>
	migratorDb.query({ text: 'update graphile_worker._private_jobs set run_at = now() where attempts > 0' });

test('is sent after the commit, once per key, also when it is queued again later', async () => {
	await queueMail(db, { ...mail, key: 'a' });
	await queueMail(db, { ...mail, key: 'a' });
	await runJobsOnce();
	await queueMail(db, { ...mail, key: 'a' });
	await runJobsOnce();
	assert.equal(smtp.received.length, 1);
	assert.deepEqual(smtp.received[0]?.to, ['budi@contoh.example']);
	assert.match(smtp.received[0]?.data ?? '', /Subject: Laporan AB12: sudah dijawab/);
});

test('is not sent when the transaction fails', async () => {
	await assert.rejects(
		withTx(async (tx) => {
			await queueMail(tx, { ...mail, key: 'b' });
			throw new Error('no');
		}),
	);
	await runJobsOnce();
	assert.equal(smtp.received.length, 0);
});

test('what the mail server refuses is tried again, and then once', async () => {
	smtp.refuseNext();
	await queueMail(db, { ...mail, key: 'c' });
	await runJobsOnce();
	assert.equal(smtp.received.length, 0);
	await hurry();
	await runJobsOnce();
	await hurry();
	await runJobsOnce();
	assert.equal(smtp.received.length, 1);
});

test('is not repeated when the process died while it was sending', async () => {
	await queueMail(db, { ...mail, key: 'd' });
	await migratorDb.query({ text: "insert into platform.sent (key, started_at) values ('d', now())" });
	await runJobsOnce();
	assert.equal(smtp.received.length, 0);
});

test('without a mail server nothing is promised and nothing queued', async () => {
	setMailServer(null);
	assert.equal(isMailOn(), false);
	assert.equal(await queueMail(db, { ...mail, key: 'e' }), false);
	const { rows } = await migratorDb.query<{ count: number }>({
		text: "select count(*)::int as count from graphile_worker.jobs where key = 'mail e'",
	});
	assert.equal(rows[0]?.count, 0);
});
