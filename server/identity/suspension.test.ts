import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { migratorDb } from '#platform/db';
import { defineJob, runJobsOnce, writeListeners } from '#platform/jobs';
import { officerWith, operator, origin } from '../../tests/support/accounts.ts';
import { testDatabase } from '../../tests/support/database.ts';
import { findOfficer, signIn, suspendOfficer } from './index.ts';

const told: string[] = [];
const shape = z.object({ accountId: z.string() });
defineJob('test/hear-suspension', shape, async ({ accountId }) => {
	told.push(accountId);
});

await testDatabase();

test('a suspended account is dead everywhere: sessions at once, whoever listens with the next job', async (t) => {
	await writeListeners([{ eventType: 'identity.suspended', task: 'test/hear-suspension' }]);
	const boss = await operator();
	const { officer, token, email } = await officerWith(boss, '12.71', 'triage');
	const start = performance.now();
	await suspendOfficer(boss, { pemda: '12.71', accountId: officer.accountId, suspended: true });
	assert.equal(await findOfficer(token, origin), undefined);
	const dead = performance.now() - start;
	const again = signIn({ email, password: 'apa saja', origin, device: '' });
	await assert.rejects(again, { code: 'identity/wrong-sign-in' });
	await runJobsOnce();
	assert.deepEqual(told, [officer.accountId]);
	t.diagnostic(
		`sessions dead after ${dead.toFixed(0)} ms, listeners told after ${(performance.now() - start).toFixed(0)} ms`,
	);
	assert.ok(performance.now() - start < 60_000);
	const { rows } = await migratorDb.query<{ open: number }>({
		text: 'select count(*)::int as open from identity.session where account_id = $1 and revoked_at is null',
		values: [officer.accountId],
	});
	assert.equal(rows[0]?.open, 0);
});
