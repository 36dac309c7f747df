import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { after, test } from 'node:test';
import { migratorDb } from '#platform/db';
import { runJobsOnce, writeListeners } from '#platform/jobs';
import { setMailServer } from '#platform/mail';
import { testDatabase } from '../support/database.ts';
import type { End } from '../support/go-until-killed.ts';
import { startSmtp } from '../support/smtp.ts';
import { goTheWholeWay, isWhole, readyToSend, whatIsHalf } from '../support/whole-way.ts';

const { url } = await testDatabase();
const smtp = await startSmtp();
after(() => smtp.stop());

/**
 * At each step of sending, deciding and issuing: right after what was committed, while the same of another draft is not
 * yet, and in the midst of it.
 */
const ends: [what: string, end: End][] = [
	['sending, before it is answered', commitOf('applications.draft-sent')],
	['a step, before it is taken', { statement: 'applications.end-stay', when: 'after' }],
	['a decision, with a number that is not given yet', { statement: 'documents.issue', when: 'after' }],
	['a decision, before it is answered', commitOf('documents.issue')],
	['a signed file that no document names yet', { statement: 'documents.ready', when: 'before' }],
	['a mail that was taken and not ticked', { statement: 'platform.sent', when: 'before' }],
];

function commitOf(inside: string): End {
	return { statement: 'commit', inside, when: 'after' };
}

test('killed at each step of sending, deciding and issuing: nothing is lost, nothing doubled, nobody told twice', async () => {
	await writeListeners([{ eventType: 'casework.changed', task: 'casework/tell-people' }]);
	const parties = await readyToSend(3);
	for (const [what, end] of ends) {
		await dieAt(JSON.stringify(parties), end, what);
		assert.deepEqual(await whatIsHalf(), [], `${what}: all of it or nothing`);
		// A worker that died keeps its jobs until another finds them orphaned.
		await migratorDb.query({
			text: 'select graphile_worker.force_unlock_workers(array(select distinct locked_by from graphile_worker._private_jobs where locked_by is not null))',
		});
	}
	setMailServer({ url: smtp.url, from: 'tidak-dibalas@contoh.example' });
	for (let again = 0; again < 2; again++) await goTheWholeWay(parties);
	await runJobsOnce();
	setMailServer(null);
	await isWhole(parties.drafts.length);
	await wasToldOnce();
});

async function dieAt(parties: string, end: End, what: string): Promise<void> {
	const env = { ...process.env, DATABASE_URL: url, SMTP_URL: smtp.url, LOG_LEVEL: 'silent' };
	const args = ['tests/support/go-until-killed.ts', parties, JSON.stringify(end)];
	const [, signal] = await once(spawn(process.execPath, args, { env, stdio: 'inherit' }), 'exit');
	assert.equal(signal, 'SIGKILL', what);
}

/** Of everything that happened the applicant heard once. */
async function wasToldOnce(): Promise<void> {
	const { rows } = await migratorDb.query<{ lines: number }>({
		text: `select count(*)::int as lines from casework.entry where kind = 'moved'`,
	});
	const mails = smtp.received.map(({ data }) => data.replace(/^(Date|Message-ID): .*$/gim, ''));
	assert.equal(new Set(mails).size, mails.length, 'nobody is told the same twice');
	assert.equal(mails.length, rows[0]?.lines, 'and of everything once');
}
