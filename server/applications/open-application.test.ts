import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findPublicCase, listInbox, wholeGovernment } from '#casework';
import { setClock } from '#platform/clock';
import { migratorDb, withScope } from '#platform/db';
import { newId } from '#platform/ids';
import { openSample, publishSample } from '../../tests/support/applications.ts';
import { officerAt } from '../../tests/support/cases.ts';
import { testDatabase } from '../../tests/support/database.ts';
import type { ApplicationEvent } from './application.ts';
import { foldEvents } from './fold.ts';
import { listPunctuality, measurePunctuality } from './measure-punctuality.ts';
import { selectApplication } from './store/application.ts';
import { selectEvents } from './store/events.ts';

await testDatabase();

test('a sent application is a case, with a promise, a first state and its event', async () => {
	const { ref, number, office, promisedAt } = await openSample();
	const app = await withScope({ system: true }, (tx) => selectApplication(tx, ref.pemda, ref.id));
	assert.equal(app?.state, 'periksa');
	assert.equal(app?.number, number);
	assert.ok(app?.dueAt && app.dueAt < promisedAt);
	const { rows } = await migratorDb.query<{ kind: string; state: string }>({
		text: 'select kind, state from applications.clock where application_id = $1 order by kind',
		values: [ref.id],
	});
	assert.deepEqual(rows, [
		{ kind: 'promise', state: 'periksa' },
		{ kind: 'state', state: 'periksa' },
	]);
	const inbox = await listInbox(officerAt(office));
	assert.deepEqual(
		inbox.rows.map((row) => [row.caseId, row.class, row.status]),
		[[ref.id, 'application', 'in-progress']],
	);
	assert.equal(await findPublicCase(number), undefined, 'never public');
});

test('what is kept is the fold of its events', async () => {
	const { ref } = await openSample();
	await withScope({ system: true }, async (tx) => {
		const app = await selectApplication(tx, ref.pemda, ref.id);
		const folded = foldEvents(await selectEvents(tx, ref));
		assert.ok(app);
		for (const key of ['state', 'seq', 'answers', 'files', 'movedBy', 'correction'] as const) {
			assert.deepEqual(app[key], folded[key], key);
		}
	});
});

test('events are written once', async () => {
	const { ref } = await openSample();
	for (const text of [
		'update applications.event set reason = $1',
		'delete from applications.event where reason <> $1',
	]) {
		await assert.rejects(migratorDb.query({ text, values: ['x'] }), /append-only/);
	}
	const events: Pick<ApplicationEvent, 'seq' | 'kind'>[] = await withScope({ system: true }, (tx) =>
		selectEvents(tx, ref),
	);
	assert.deepEqual(
		events.map(({ seq, kind }) => [seq, kind]),
		[[1, 'opened']],
	);
});

test('the same key is the same application, also many at once', async () => {
	const key = newId();
	const versionHash = await publishSample();
	const all = await Promise.all(Array.from({ length: 20 }, () => openSample({ key, versionHash })));
	assert.equal(new Set(all.map(({ id }) => id)).size, 1);
	assert.equal(all.filter(({ already }) => !already).length, 1);
	const { rows } = await migratorDb.query<{ count: number }>({
		text: 'select count(*)::int as count from applications.event where application_id = $1',
		values: [all[0]?.id],
	});
	assert.equal(rows[0]?.count, 1);
});

test('figures say how many were decided in time, and what is late, and nothing about whom', async () => {
	const { ref, office, promisedAt } = await openSample();
	const lineOf = async (officeId: string) =>
		(await listPunctuality({ pemda: ref.pemda })).find((line) => line.officeId === officeId);
	setClock(() => new Date(promisedAt.getTime() - 1000));
	await measurePunctuality();
	const before = await lineOf(office.officeId);
	setClock(() => new Date(promisedAt.getTime() + 1000));
	await measurePunctuality();
	await measurePunctuality();
	const after = await lineOf(office.officeId);
	setClock();
	assert.ok((after?.lateOpen ?? 0) > (before?.lateOpen ?? 0));
	assert.deepEqual([after?.decided, after?.onTime], [0, 0]);
	assert.ok((await listPunctuality()).every((line) => line.officeId === wholeGovernment));
});
