import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect, disconnect, migratorDb } from '#platform/db';
import { issued, rowOf } from '../support/documents.ts';
import { type Platform, startPlatform } from '../support/journey.ts';

let platform: Platform;

before(async () => {
	platform = await startPlatform();
	connect(platform.database, 4);
});
after(async () => {
	await disconnect();
	await platform?.stop();
});

test('killed while it makes and signs files, it makes each once when it is back', async () => {
	const made = await Promise.all(Array.from({ length: 12 }, () => issued({ series: 'kill' })));
	for (const turn of [1, 2, 3]) {
		await sleep(400 * turn);
		platform.child.kill('SIGKILL');
		await once(platform.child, 'exit');
		platform = await startPlatform(platform);
	}
	const end = Date.now() + 120_000;
	while ((await Promise.all(made.map(({ id }) => rowOf(id)))).some(({ sha256 }) => sha256 === null)) {
		assert.ok(Date.now() < end, 'the files were not made in two minutes');
		await sleep(250);
	}
	const { rows } = await migratorDb.query<{ links: number; events: number }>({
		text: `select (select count(*)::int from documents.event e where e.document_id = d.id and e.act = 'signed') as links,
			(select count(*)::int from platform.event p where p.type = 'documents.ready' and p.payload->>'documentId' = d.id::text) as events
			from documents.document d where d.series = 'kill'`,
	});
	assert.deepEqual(rows, Array(12).fill({ links: 1, events: 1 }));
});
