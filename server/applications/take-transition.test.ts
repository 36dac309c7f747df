import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import type { Officer } from '#identity';
import { setClock } from '#platform/clock';
import { migratorDb, withScope } from '#platform/db';
import { newId } from '#platform/ids';
import { keptOf, type Opened, officersOf, openSample } from '../../tests/support/applications.ts';
import { asahan, deskOf, medan, officerAt } from '../../tests/support/cases.ts';
import { testDatabase } from '../../tests/support/database.ts';
import { resident } from '../../tests/support/residents.ts';
import { foldEvents } from './fold.ts';
import { selectApplication } from './store/application.ts';
import { selectEvents } from './store/events.ts';
import { type Step, takeTransition } from './take-transition.ts';

await testDatabase();

let sent: Opened;
let who: Awaited<ReturnType<typeof officersOf>>;
const monday = new Date('2026-11-23T02:00:00Z');

beforeEach(async () => {
	setClock(() => monday);
	sent = await openSample();
	who = await officersOf(sent.office);
});

const step = (transition: string, more: Partial<Step> = {}): Step => ({
	...{ ...sent.ref, transition, key: newId() },
	...more,
});
const refused = (code: string) => ({ name: 'Refusal', code: `applications/${code}` });
const take = (officer: Officer, transition: string, more: Partial<Step> = {}) =>
	takeTransition(officer, step(transition, more));
const correction = { items: [{ field: 'hasHelper', reason: 'Keliru, mohon periksa.' }] };

describe('a step of the process', () => {
	test('moves it, and what is kept stays the fold of its events', async () => {
		await take(who.officer, 'tinjau', { checklist: ['lengkap'] });
		assert.equal((await keptOf(sent.ref)).state, 'lapangan');
		await withScope({ system: true }, async (tx) => {
			const app = await selectApplication(tx, sent.ref.pemda, sent.ref.id);
			const folded = foldEvents(await selectEvents(tx, sent.ref));
			assert.ok(app);
			for (const key of ['state', 'seq', 'answers', 'findings', 'ticked', 'movedBy', 'correction'] as const) {
				assert.deepEqual(app[key], folded[key], key);
			}
			assert.deepEqual(app.enteredAt, folded.enteredAt);
		});
	});

	test('waits for its checklist, findings and reason, and says at which field', async () => {
		await assert.rejects(take(who.officer, 'tinjau'), { ...refused('checklist'), kind: 'invalid' });
		await take(who.officer, 'tinjau', { checklist: ['lengkap'] });
		await assert.rejects(take(who.officer, 'tanya'), (error: { fields: object }) => {
			assert.deepEqual(error.fields, { measured: 'refusal.applications.finding-missing' });
			return true;
		});
		await assert.rejects(
			take(who.officer, 'tanya', { findings: { measured: 'banyak' } }),
			refused('findings'),
		);
		await assert.rejects(take(who.officer, 'tanya', { findings: { measured: 0 } }), refused('guard'));
		await take(who.officer, 'tanya', { findings: { measured: 18, area: 1 } });
		const { rows } = await migratorDb.query<{ findings: object; answers: { area: number } }>({
			text: 'select findings, answers from applications.application where id = $1',
			values: [sent.ref.id],
		});
		assert.deepEqual(rows[0]?.findings, { measured: 18 }, 'a finding overrides no answer');
		assert.equal(rows[0]?.answers.area, 20);
	});

	test('is not there from another state, nor by another role, nor for the system’s own', async () => {
		await assert.rejects(take(who.officer, 'tanya', { findings: { measured: 1 } }), refused('not-now'));
		await assert.rejects(take(who.head, 'tinjau', { checklist: ['lengkap'] }), refused('not-yours'));
		await assert.rejects(take(who.officer, 'lunas'), refused('not-now'));
	});

	test('one officer of two at once: the other is told it moved on', async () => {
		const first = step('tinjau', { checklist: ['lengkap'], seenVersion: 1 });
		const second = step('minta-perbaikan', { correction, seenVersion: 1 });
		const done = await Promise.allSettled([
			takeTransition(who.officer, first),
			takeTransition(who.colleague, second),
		]);
		const lost = done.filter((one) => one.status === 'rejected');
		assert.equal(lost.length, 1);
		assert.equal(lost[0]?.reason.code, 'applications/changed-meanwhile');
		assert.equal(lost[0]?.reason.status, 409);
		assert.equal((await keptOf(sent.ref)).seq, 2);
	});

	test('a hundred at once: one moves it', async () => {
		const done = await Promise.allSettled(
			Array.from({ length: 100 }, (_, turn) =>
				takeTransition(
					turn % 2 ? who.officer : who.colleague,
					step('tinjau', { checklist: ['lengkap'], seenVersion: 1 }),
				),
			),
		);
		assert.equal(done.filter((one) => one.status === 'fulfilled').length, 1);
		assert.equal((await keptOf(sent.ref)).seq, 2);
	});

	test('the same key twice is one step, also at the same moment and after it moved on', async () => {
		const once = step('tinjau', { checklist: ['lengkap'], seenVersion: 1 });
		const all = await Promise.all(Array.from({ length: 10 }, () => takeTransition(who.officer, once)));
		assert.equal(all.filter(({ already }) => !already).length, 1);
		await take(who.officer, 'tanya', { findings: { measured: 3 } });
		assert.equal((await takeTransition(who.officer, once)).already, true);
		await assert.rejects(takeTransition(who.colleague, once), refused('key-used'));
	});

	test('nothing of it stays when it fails on the way', async () => {
		const before = await keptOf(sent.ref);
		const broken = step('tinjau', { checklist: ['lengkap'] });
		await assert.rejects(
			withScope({ offices: [sent.office.officeId] }, async (tx) => {
				const { takeInside } = await import('./take-transition.ts');
				await takeInside(tx, who.officer, broken);
				throw new Error('the process dies here');
			}),
			/dies here/,
		);
		assert.deepEqual(await keptOf(sent.ref), before);
		assert.equal((await takeTransition(who.officer, broken)).already, false, 'and again it goes through');
	});
});

describe('a request for correction', () => {
	test('names known fields, each with its reason', async () => {
		await assert.rejects(take(who.officer, 'minta-perbaikan'), refused('correction'));
		const items = [{ field: 'tidak-ada', reason: 'Salah sekali' }];
		await assert.rejects(
			take(who.officer, 'minta-perbaikan', { correction: { items } }),
			refused('correction-unknown'),
		);
		const silent = [
			{ field: 'area', reason: '' },
			{ field: 'owner', reason: 'Bukan nama sendiri.' },
			{ paper: 'ktp', reason: 'x' },
		];
		await assert.rejects(take(who.officer, 'minta-perbaikan', { correction: { items: silent } }), {
			...{ code: 'applications/reason-missing' },
			fields: {
				'reason:field:area': 'refusal.applications.reason-missing',
				'reason:paper:ktp': 'refusal.applications.reason-missing',
			},
		});
	});

	test('stops the clocks while the applicant has it, and they run on after', async () => {
		const before = (await keptOf(sent.ref)).dueAt;
		await take(who.officer, 'minta-perbaikan', { correction });
		const { rows } = await migratorDb.query<{ status: string }>({
			text: 'select status from casework.case where id = $1',
			values: [sent.ref.id],
		});
		assert.equal(rows[0]?.status, 'waiting');
		setClock(() => new Date('2026-11-26T03:00:00Z'));
		await takeTransition(sent.applicant, step('kirim-perbaikan', { answers: { hasHelper: true } }));
		const after = (await keptOf(sent.ref)).dueAt;
		assert.equal(before?.toISOString(), '2026-11-26T16:59:59.999Z');
		assert.equal(after?.toISOString(), '2026-12-01T16:59:59.999Z', 'three working days later');
	});

	test('lets through only what was named and what depends on it', async () => {
		await take(who.officer, 'minta-perbaikan', { correction });
		const answers = { hasHelper: true, helper: 'Ani', owner: 'Orang Lain', area: 1 };
		await takeTransition(sent.applicant, step('kirim-perbaikan', { answers }));
		const { rows } = await migratorDb.query<{ answers: object; correction: unknown }>({
			text: 'select answers, correction from applications.application where id = $1',
			values: [sent.ref.id],
		});
		assert.deepEqual(rows[0], {
			answers: { area: 20, owner: 'Siti Contoh', health: 'asma', hasHelper: true, helper: 'Ani' },
			correction: null,
		});
	});

	test('nobody but the applicant answers it', async () => {
		await take(who.officer, 'minta-perbaikan', { correction });
		await assert.rejects(take(who.officer, 'kirim-perbaikan'), refused('not-yours'));
		const stranger = await resident('verified');
		await assert.rejects(
			takeTransition(stranger, step('kirim-perbaikan', { answers: {} })),
			refused('no-such-application'),
		);
	});
});

describe('who is kept out', () => {
	test('another office of the government, another government, a stranger: they see nothing', async () => {
		const others = [
			officerAt(await deskOf(asahan, 'health')),
			officerAt(await deskOf(medan, 'public-works')),
			await resident('verified'),
		];
		for (const other of others) {
			await assert.rejects(
				takeTransition(other, step('tinjau', { checklist: ['lengkap'] })),
				refused('no-such-application'),
			);
		}
	});

	test('an officer does not decide their own application', async () => {
		const own = officerAt(sent.office, 'officer', 'Siti Contoh');
		own.accountId = sent.applicant.accountId;
		await assert.rejects(
			takeTransition(own, step('tinjau', { checklist: ['lengkap'] })),
			refused('own-matter'),
		);
	});
});
