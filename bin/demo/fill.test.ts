import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fireClocks, getCaseFile, openWithCode } from '#casework';
import { migratorDb } from '#platform/db';
import { folderStore, list, useStore } from '#platform/storage';
import { escalationLadder, listOffices, listPemda } from '#regions';
import { testDatabase } from '../../tests/support/database.ts';
import { fill } from './fill.ts';

await testDatabase();
const folder = await mkdtemp(join(tmpdir(), 'ssp-demo-'));
useStore(folderStore(folder));
after(async () => {
	useStore();
	await rm(folder, { recursive: true, force: true });
});

const count = 1200;
const told: number[] = [];
before(() => fill(count, (done) => void told.push(done)));

/** The governments for which there is such a case. */
async function governmentsWith(condition: string): Promise<string[]> {
	const { rows } = await migratorDb.query<{ pemda: string }>({
		text: `select distinct c.pemda from casework.case c where ${condition} order by 1`,
	});
	return rows.map(({ pemda }) => pemda);
}

const custody = (state: string) =>
	`exists (select from casework.custody u where u.case_id = c.id and u.state = '${state}')`;
const entry = (kind: string) =>
	`exists (select from casework.entry e where e.case_id = c.id and e.kind = '${kind}')`;

const everywhere: Record<string, string> = {
	new: "status = 'new'",
	verified: "status = 'verified'",
	'in progress': "status = 'in-progress'",
	waiting: `status = 'waiting' and exists (select from casework.deadline d join casework.deadline_pause p
		on p.pemda = d.pemda and p.deadline_id = d.id where d.case_id = c.id and d.paused_since is not null)`,
	answered: `status = 'answered' and exists (select from casework.deadline d where d.case_id = c.id and d.code = 'auto-close')`,
	disputed: "status = 'disputed' and disputes > 0",
	confirmed: "outcome = 'confirmed'",
	'closed in silence': "outcome = 'silent'",
	archived: "outcome = 'archived'",
	withdrawn: "outcome = 'withdrawn'",
	merged: `outcome = 'merged' and exists (select from casework.merge m where m.case_id = c.id)`,
	offered: `${custody('offered')} and exists (select from casework.deadline d where d.case_id = c.id and d.code = 'accept')`,
	refused: `${custody('refused')} and ${entry('refused')}`,
	lapsed: `${custody('lapsed')} and ${entry('lapsed')}`,
	accepted: `${custody('passed')} and ${entry('accepted')}`,
	confidential: "privacy = 'confidential' and publication = 'never'",
	anonymous: "privacy = 'anonymous'",
	withheld: `publication = 'withheld' and ${entry('withheld')}`,
	published: "publication = 'published'",
	'with evidence': `exists (select from casework.attachment a where a.case_id = c.id and a.purpose = 'evidence')`,
};
for (const [what, condition] of Object.entries(everywhere)) {
	test(`in all 34 governments: ${what}`, async () => {
		const all = (await listPemda()).map(({ code }) => code).sort();
		assert.deepEqual(await governmentsWith(condition), all);
	});
}

test('as many as were asked for, and it said how far it was', async () => {
	const { rows } = await migratorDb.query<{ n: number }>({
		text: 'select count(*)::int as n from casework.case',
	});
	assert.equal(rows[0]?.n, count);
	assert.deepEqual(told, [1000, count]);
});

test('on each rung of the ladder of public works, in every government, with a line for each step', async () => {
	for (const { code } of await listPemda()) {
		const [works] = await listOffices(code, { function: 'public-works' });
		const ladder = await escalationLadder(code, works?.id ?? '');
		const { rows } = await migratorDb.query<{ escalation: number; lines: number }>({
			text: `select escalation, min((select count(*) from casework.entry e where e.case_id = c.id and e.kind = 'escalated'))::int
				as lines from casework.case c where holder_office_id = $1 and status <> 'closed' group by 1 order by 1`,
			values: [works?.id],
		});
		assert.deepEqual(
			rows.filter(({ escalation }) => escalation > 0).map(({ escalation }) => escalation),
			ladder.slice(1).map((_, level) => level + 1),
			code,
		);
		assert.ok(
			rows.every(({ escalation, lines }) => lines >= escalation),
			code,
		);
	}
});

test('nothing in a file comes before the case or after now, and a case that is over has no running clock', async () => {
	const { rows } = await migratorDb.query<{ what: string; n: number }>({
		text: `select 'early' as what, count(*)::int as n from casework.entry e join casework.case c on c.id = e.case_id where e.at < c.filed_at
			union all select 'late', count(*)::int from casework.entry where at > now()
			union all select 'running', count(*)::int from casework.deadline d join casework.case c on c.id = d.case_id
				where c.status = 'closed' and d.met_at is null and d.cancelled_at is null and d.fired_at is null
			union all select 'unheld', count(*)::int from casework.case c where c.status <> 'closed' and not exists (
				select from casework.custody u where u.case_id = c.id and u.state = 'held' and u.pemda = c.holder_pemda
					and u.office_id = c.holder_office_id and u.ended_at is null)`,
	});
	assert.deepEqual(Object.fromEntries(rows.map(({ what, n }) => [what, n])), {
		early: 0,
		late: 0,
		running: 0,
		unheld: 0,
	});
});

test('everybody is invented and says so; photos are drawn, kept, and marked', async () => {
	const { rows } = await migratorDb.query<{ n: number }>({
		text: `select count(*)::int as n from casework.contact where name not like '%(contoh, bukan orang nyata)'
			or email not like '%@contoh.invalid' or phone <> ''`,
	});
	assert.equal(rows[0]?.n, 0);
	const kept = new Set((await Array.fromAsync(list())).map(({ sha256 }) => sha256));
	const { rows: named } = await migratorDb.query<{ sha256: string }>({
		text: 'select sha256 from casework.attachment union select thumb_sha256 from casework.attachment',
	});
	assert.ok(named.length > 40 && named.every(({ sha256 }) => kept.has(sha256)));
});

test('a case opens with the code that is told, and the platform goes on where the stories end', async () => {
	const { rows } = await migratorDb.query<{ number: string }>({
		text: "select number from casework.case where status = 'answered' limit 1",
	});
	const { actor, ...ref } = await openWithCode(rows[0]?.number ?? '', 'DEMO-2345', 'test');
	assert.ok((await getCaseFile(actor, ref)).entries.some(({ kind }) => kind === 'answer'));
	const before = await governmentsWith(custody('offered'));
	await fireClocks();
	assert.deepEqual(await governmentsWith(custody('offered')), before, 'nothing is over at once');
});
