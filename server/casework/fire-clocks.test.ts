import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { migratorDb } from '#platform/db';
import { asahan, deskOf, openReport } from '../../tests/support/cases.ts';
import { testDatabase } from '../../tests/support/database.ts';

const { url } = await testDatabase();
const sweep = resolve(import.meta.dirname, '../../tests/support/fire-clocks.ts');

function startSweep(): ChildProcess {
	return spawn(process.execPath, [sweep, url], { stdio: ['ignore', 'pipe', 'inherit'] });
}

test('two processes, one killed in the middle, and a restart: every clock fires exactly once', async () => {
	const holder = await deskOf(asahan, 'public-works');
	const reports = await Promise.all(
		Array.from({ length: 150 }, () => openReport({ holder, privacy: 'confidential' })),
	);
	await migratorDb.query({
		text: "update casework.deadline set due_at = now() - interval '1 hour' where code = 'verify'",
	});
	const [killed, other] = [startSweep(), startSweep()];
	assert.ok(killed.stdout);
	await once(killed.stdout, 'data');
	await someFired(20);
	killed.kill('SIGKILL');
	await Promise.all([once(killed, 'exit'), once(other, 'exit')]);
	const [code] = await once(startSweep(), 'exit');
	assert.equal(code, 0);
	const { rows } = await migratorDb.query<{ late: number; escalated: number; audits: number; cases: number }>(
		{
			text: `select count(*)::int as cases, sum(late)::int as late, sum(escalated)::int as escalated, sum(audits)::int as audits from (
			select (select count(*) from casework.entry e where e.case_id = c.id and e.kind = 'late') as late,
				(select count(*) from casework.entry e where e.case_id = c.id and e.kind = 'escalated') as escalated,
				(select count(*) from platform.audit a where a.subject = 'case:' || c.id and a.act = 'casework/note-late') as audits
			from casework.case c where c.id = any($1)) one where late = 1 and escalated = 1 and audits = 1`,
			values: [reports.map((report) => report.caseId)],
		},
	);
	assert.deepEqual(rows[0], { cases: 150, late: 150, escalated: 150, audits: 150 });
});

/** Waits until the sweeps have fired this many clocks. */
async function someFired(count: number): Promise<void> {
	for (;;) {
		const { rows } = await migratorDb.query<{ fired: number }>({
			text: 'select count(*)::int as fired from casework.deadline where fired_at is not null',
		});
		if ((rows[0]?.fired ?? 0) >= count) return;
		await new Promise((go) => setTimeout(go, 5));
	}
}
