import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { beforeEach, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { setClock } from '#platform/clock';
import { currentUrl, migratorDb } from '#platform/db';
import { newId } from '#platform/ids';
import { askAround, keptOf, type Opened, officersOf, openSample } from '../../tests/support/applications.ts';
import { testDatabase } from '../../tests/support/database.ts';
import { fireApplicationClocks } from './fire-clocks.ts';
import { takeTransition } from './take-transition.ts';

await testDatabase();
const monday = new Date('2026-11-23T02:00:00Z');
const at = (moment: string) => setClock(() => new Date(moment));
beforeEach(() => setClock(() => monday));

/** Before the head, where silence grants by the end of the fifth working day: Monday 30 November. */
async function atDecision(): Promise<Opened> {
	const sent = await openSample({ answers: { area: 0, owner: 'Siti Contoh', hasHelper: false } });
	const { officer } = await officersOf(sent.office);
	await askAround(sent, officer);
	assert.equal((await keptOf(sent)).state, 'putusan');
	return sent;
}

async function countOf({ id }: { id: string }, kind: string, transition?: string): Promise<number> {
	const { rows } = await migratorDb.query<{ count: number }>({
		text: `select count(*)::int as count from applications.event where application_id = $1 and kind = $2
			and ($3::text is null or transition = $3)`,
		values: [id, kind, transition ?? null],
	});
	return rows[0]?.count ?? 0;
}

describe('silence', () => {
	test('is warned of before, on the mornings the rules say, each once', async () => {
		const sent = await atDecision();
		for (const [moment, count] of [
			['2026-11-24T16:00:00Z', 0],
			['2026-11-24T17:00:01Z', 1],
			['2026-11-24T18:00:01Z', 1],
			['2026-11-26T17:00:01Z', 2],
			['2026-11-29T17:00:01Z', 3],
		] as const) {
			at(moment);
			await Promise.all([fireApplicationClocks(), fireApplicationClocks()]);
			assert.equal(await countOf(sent, 'warned'), count, moment);
		}
	});

	test('grants at the legal minute and not a second before, once with two workers at it', async () => {
		const sent = await atDecision();
		at('2026-11-30T16:59:59.999Z');
		await fireApplicationClocks();
		assert.equal((await keptOf(sent)).state, 'putusan');
		at('2026-11-30T17:00:00.000Z');
		await Promise.all([fireApplicationClocks(), fireApplicationClocks(), fireApplicationClocks()]);
		assert.deepEqual((await keptOf(sent)).outcome, 'granted');
		assert.equal(await countOf(sent, 'moved', 'diam'), 1);
		await fireApplicationClocks();
		assert.equal(await countOf(sent, 'issued'), 1, 'one document');
		const { rows } = await migratorDb.query<{ status: string; outcome: string; actor: string }>({
			text: `select c.status, c.outcome, e.actor from casework.case c
				join applications.event e on e.application_id = c.id and e.transition = 'diam' where c.id = $1`,
			values: [sent.id],
		});
		assert.deepEqual(rows, [{ status: 'closed', outcome: 'granted', actor: 'system:process' }]);
	});

	test('past the minute nobody refuses any more, even before the beat has come', async () => {
		const sent = await atDecision();
		const { head } = await officersOf(sent.office);
		at('2026-11-30T17:00:00.001Z');
		const refusal = { ...sent.ref, transition: 'tolak', key: newId(), reason: 'Tidak memenuhi syarat.' };
		await assert.rejects(takeTransition(head, refusal), { code: 'applications/granted-by-law' });
		await fireApplicationClocks();
		assert.equal((await keptOf(sent)).outcome, 'granted');
	});

	test('a refusal in time stands', async () => {
		const sent = await atDecision();
		const { head } = await officersOf(sent.office);
		at('2026-11-30T16:59:00Z');
		const refusal = { ...sent.ref, transition: 'tolak', key: newId(), reason: 'Tidak memenuhi syarat.' };
		await takeTransition(head, refusal);
		at('2026-12-01T17:00:00Z');
		await fireApplicationClocks();
		assert.equal((await keptOf(sent)).outcome, 'refused');
		assert.equal(await countOf(sent, 'moved', 'diam'), 0);
	});
});

describe('other terms', () => {
	test('what the applicant does not send in time lapses', async () => {
		const sent = await openSample();
		const { officer } = await officersOf(sent.office);
		const items = [{ field: 'area', reason: 'Terlalu besar.' }];
		const key = newId();
		await takeTransition(officer, { ...sent.ref, transition: 'minta-perbaikan', key, correction: { items } });
		at('2026-11-30T17:00:01Z');
		await fireApplicationClocks();
		assert.equal((await keptOf(sent)).outcome, 'lapsed');
	});

	test('an office that is late is said to be, once, and still has to act', async () => {
		const sent = await openSample();
		at('2026-11-26T17:00:01Z');
		await Promise.all([fireApplicationClocks(), fireApplicationClocks()]);
		assert.equal(await countOf(sent, 'late'), 1);
		assert.equal((await keptOf(sent)).state, 'periksa');
	});

	test('a process that is killed on the way leaves it for the next', async () => {
		const sent = await openSample();
		at('2026-12-31T00:00:00Z');
		const url = currentUrl();
		const worker = new URL('../../tests/support/fire-application-clocks.ts', import.meta.url).pathname;
		const run = promisify(execFile);
		const first = run(process.execPath, [worker, url, '2026-12-31T00:00:00Z'], { killSignal: 'SIGKILL' });
		first.child.stdout?.once('data', () => first.child.kill('SIGKILL'));
		await first.catch(() => undefined);
		await run(process.execPath, [worker, url, '2026-12-31T00:00:00Z']);
		await fireApplicationClocks();
		assert.equal(await countOf(sent, 'late'), 2, 'the step, and what was promised; each once');
	});
});
