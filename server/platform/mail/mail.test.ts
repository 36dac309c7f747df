import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
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

/** Lets jobs that wait for their next attempt run at once; three times, as a failure may be written a little later. */
async function runRetries(): Promise<void> {
	for (let i = 0; i < 3; i++) {
		await wait(20);
		await migratorDb.query({
			text: 'update graphile_worker._private_jobs set run_at = now() where attempts > 0',
		});
		await runJobsOnce();
	}
}

async function countQueued(key: string): Promise<number> {
	const { rows } = await migratorDb.query<{ count: number }>({
		text: 'select count(*)::int as count from graphile_worker.jobs where key like $1',
		values: [`mail ${key}%`],
	});
	return rows[0]?.count ?? 0;
}

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
	await runRetries();
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

test('is not repeated when the mail server took it and went away without a word', async () => {
	smtp.hangUpNext();
	await queueMail(db, { ...mail, key: 'f' });
	await runJobsOnce();
	await runRetries();
	assert.equal(smtp.received.length, 1);
});

test('what people typed becomes no header, no second recipient and no end of the mail', async () => {
	const title = 'Jalan rusak\r\nBcc: korban@contoh.example\r\n\r\n<script>';
	const text = 'Baris satu\r\n.\r\nMAIL FROM:<jahat@contoh.example>\r\n.. dan ñ 道';
	await queueMail(db, {
		...mail,
		key: 'g',
		subject: title,
		text,
		unsubscribe: 'https://contoh.example/berhenti/x y>',
	});
	await runJobsOnce();
	assert.equal(smtp.received.length, 1);
	const [{ from, to, data } = { from: '', to: [], data: '' }] = smtp.received;
	assert.deepEqual([from, to], ['tidak-dibalas@contoh.example', ['budi@contoh.example']]);
	const [head = '', ...body] = data.split('\n\n');
	assert.equal(/^Bcc:/im.test(head), false);
	assert.match(head, /^List-Unsubscribe: <https:\/\/contoh\.example\/berhenti\/x%20y%3E>$/m);
	assert.match(head, /^Auto-Submitted: auto-generated$/m);
	assert.match(head, /^Content-Type: text\/plain; charset=utf-8$/m);
	assert.match(body.join('\n\n'), /Baris satu/);
});

test('an address that is none, or several, gets nothing, and nobody tries again', async () => {
	const wrong = [
		'a@contoh.example, b@contoh.example',
		'a@contoh.example;b@contoh.example',
		'Budi <a@contoh.example>',
		'a@contoh.example\r\nBcc: b@contoh.example',
		'"a b"@contoh.example',
		'@contoh.example',
		'budi',
		'',
	];
	for (const [index, to] of wrong.entries()) await queueMail(db, { ...mail, key: `h${index}`, to });
	await runJobsOnce();
	assert.equal(smtp.received.length, 0);
	// that a job is done may be written a little later
	for (let n = 0; n < 100 && (await countQueued('h')) > 0; n++) await wait(20);
	assert.equal(await countQueued('h'), 0);
});

test('a mail queued before mail was switched off is sent when it is on again', async () => {
	await queueMail(db, { ...mail, key: 'i' });
	setMailServer(null);
	await runJobsOnce();
	setMailServer({ url: smtp.url, from: 'tidak-dibalas@contoh.example' });
	await runRetries();
	assert.equal(smtp.received.length, 1);
});
