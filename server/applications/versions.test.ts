import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Officer } from '#identity';
import { migratorDb, withTx } from '#platform/db';
import { announce } from '#platform/events';
import { newId } from '#platform/ids';
import { runJobsOnce, writeListeners } from '#platform/jobs';
import { beginDraft, dropDraft, getDraft, startSimulation } from '#services';
import { officerWith, operator } from '../../tests/support/accounts.ts';
import { officersOf, openSample, publishSample, smallService } from '../../tests/support/applications.ts';
import { testDatabase } from '../../tests/support/database.ts';
import { takeTransition } from './take-transition.ts';

await testDatabase();
const count = 50;
let admin: Officer;
let opened: Awaited<ReturnType<typeof openSample>>[];

before(async () => {
	await writeListeners([{ eventType: 'services.published', task: 'applications/force-version' }]);
	admin = (await officerWith(await operator(), '12', 'administrator')).officer;
	opened = [];
	for (let index = 0; index < count; index++) opened.push(await openSample());
});

const numbersUnder = async (hash: string) =>
	(
		await migratorDb.query<{ n: number }>({
			text: 'select count(*)::int as n from applications.application where version_hash = $1',
			values: [hash],
		})
	).rows[0]?.n;

describe('what runs, for whoever changes the service', () => {
	test('is counted, and tried against the draft with its route', async () => {
		const { draftId } = await beginDraft(admin, smallService);
		const seen = { draftId, revision: 1 };
		assert.deepEqual((await getDraft(admin, draftId)).use, { drafts: 0, running: count, sent: count });
		await startSimulation(admin, seen);
		await runJobsOnce();
		const { simulation } = await getDraft(admin, draftId);
		assert.deepEqual(
			[simulation?.total, simulation?.result?.tried, simulation?.result?.same],
			[count, count, count],
		);
		await dropDraft(admin, seen);
	});
});

describe('a version that is published while 50 run', () => {
	const next = { ...smallService, summary: { id: 'Berubah.', en: 'Changed.' } };
	const publish = (hash: string, running: object) =>
		withTx((tx) =>
			announce(tx, 'services.published', '12', {
				...{ serviceId: smallService.id, version: 2, hash, reach: 'text' },
				policy: { drafts: { way: 'reconcile' }, running },
			}),
		);

	test('leaves them where they are', async () => {
		const [before, after] = [await publishSample(), await publishSample(next)];
		await publish(after, { way: 'pin' });
		await runJobsOnce();
		assert.deepEqual([await numbersUnder(before), await numbersUnder(after)], [count, 0]);
	});

	test('takes them over when a law forces it, once, and they go on', async () => {
		const after = await publishSample(next);
		const law = { way: 'forced', basis: { text: 'Perda contoh 2/2026', certain: true } };
		await publish(after, law);
		await publish(after, law);
		await runJobsOnce();
		assert.equal(await numbersUnder(after), count);
		const { rows } = await migratorDb.query<{ reason: string; n: number }>({
			text: "select reason, count(*)::int as n from applications.event where kind = 'forced-over' group by reason",
		});
		assert.deepEqual(rows, [{ reason: 'Perda contoh 2/2026', n: count }]);
		const [one] = opened;
		assert.ok(one);
		const { officer } = await officersOf(one.office);
		const moved = { ...one.ref, transition: 'tinjau', checklist: ['lengkap'], key: newId() };
		await takeTransition(officer, moved);
	});
});
