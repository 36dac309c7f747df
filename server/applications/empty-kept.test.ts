import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { findDocument } from '#documents';
import { listLedger } from '#people';
import { setClock } from '#platform/clock';
import { migratorDb, withScope } from '#platform/db';
import { newId } from '#platform/ids';
import { askAround, type Opened, officersOf, openSample } from '../../tests/support/applications.ts';
import { testDatabase } from '../../tests/support/database.ts';
import { refundAsked } from '../../tests/support/payments.ts';
import { subjectOf } from './application.ts';
import { emptyKept } from './empty-kept.ts';
import { foldEvents } from './fold.ts';
import { getApplication } from './get-application.ts';
import { callEmpty } from './store/retention.ts';
import { takeTransition } from './take-transition.ts';

await testDatabase();

const start = new Date('2026-11-23T02:00:00Z');
/** It ends on 23 November 2026 and is kept five years: 23 November 2031 is its last day, in Medan. */
const lastMoment = new Date('2031-11-23T16:59:59.999Z');
const after = new Date('2031-11-23T17:00:00Z');
beforeEach(async () => {
	setClock(() => start);
	await migratorDb.query({ text: 'update applications.application set keep_until = null' });
});

/** Of no fee and granted; `area` more than nothing makes it cost. */
async function granted(): Promise<Opened> {
	const sent = await openSample({
		answers: { area: 0, owner: 'Siti Contoh', health: 'asma', hasHelper: false },
	});
	const who = await officersOf(sent.office);
	await askAround(sent, who.officer);
	const { steps } = await getApplication(who.head, sent.ref);
	const step = steps.find(({ to, transition }) => to.outcome === 'granted' && !transition.deemed);
	assert.ok(step, 'it can be granted');
	await takeTransition(who.head, { ...sent.ref, transition: step.transition.id, key: newId() });
	return sent;
}

const seen = async (sent: Opened) => getApplication(sent.applicant, sent.ref);
const isEmptied = async (sent: Opened) => (await seen(sent)).app.emptiedAt !== null;
async function at<T>(moment: Date, run: () => Promise<T>): Promise<T> {
	setClock(() => moment);
	return run();
}

test('what was answered goes when its last day is over in Medan, once, and the document stays', async () => {
	const sent = await granted();
	const { rows } = await migratorDb.query<{ number: string }>({
		text: 'select number from documents.document where subject = $1',
		values: [subjectOf(sent.ref)],
	});
	const number = rows[0]?.number ?? assert.fail('a document');
	assert.equal((await seen(sent)).app.keepUntil, '2031-11-23');
	assert.equal(await at(lastMoment, emptyKept), 0, 'its last day is kept');
	assert.equal(
		await withScope({ system: true }, (tx) => callEmpty(tx, sent.ref, lastMoment)),
		false,
		'the database says so too',
	);
	const done = await at(after, () => Promise.all([emptyKept(), emptyKept(), emptyKept()]));
	assert.deepEqual(done.sort(), [0, 0, 1], 'three at once do it once');
	assert.equal(await emptyKept(), 0, 'and not again');
	const { app, events } = await seen(sent);
	assert.deepEqual([app.answers, app.files, app.findings], [{}, [], {}]);
	assert.equal(app.outcome, 'granted', 'how it ended stays');
	assert.equal(events.filter(({ kind }) => kind === 'emptied').length, 1);
	const left = await migratorDb.query<{ text: string; diffs: object[] }>({
		text: `select (select string_agg(e::text, ' ') from applications.event e where e.application_id = $1) || a::text
				|| (select string_agg(k::text, ' ') from casework.contact k where k.case_id = $1) as text
			from applications.application a where a.id = $1`,
		values: [sent.id],
	});
	assert.doesNotMatch(left.rows[0]?.text ?? '', /asma|siti@contoh/);
	const { rows: kept } = await migratorDb.query<Parameters<typeof foldEvents>[0][number]>({
		text: 'select seq, at, diff from applications.event where application_id = $1 order by seq',
		values: [sent.id],
	});
	const folded = foldEvents(kept);
	assert.deepEqual(
		[folded.answers, folded.outcome, folded.seq],
		[{}, 'granted', app.seq],
		'still the fold of its events',
	);
	assert.equal((await findDocument(number, 'test'))[0]?.number, number, 'a stranger still verifies it');
	const { lines } = await listLedger(sent.applicant);
	const told = lines.find(({ act }) => act === 'applications-empty-application');
	assert.deepEqual([told?.reason, told?.basis], ['retention', 'UU 27/2022 Pasal 44 ayat (1) huruf a']);
});

test('the history cannot be changed otherwise, by whoever', async () => {
	const sent = await granted();
	const change = (diff: string) =>
		migratorDb.query({
			text: `update applications.event set diff = ${diff} where application_id = $1`,
			values: [sent.id],
		});
	await assert.rejects(change(`'{}'`), /append-only/);
	await assert.rejects(change(`diff - 'answers'`), /append-only/, 'not before its term');
	await at(after, emptyKept);
	await assert.rejects(change(`diff || '{"outcome": "refused"}'`), /append-only/);
	await assert.rejects(migratorDb.query({ text: 'delete from applications.event' }), /append-only/);
});

test('what is under way or in dispute stays until it is over', async () => {
	const running = await openSample();
	const sent = await granted();
	await migratorDb.query({
		text: `update applications.application set keep_until = '2027-01-01' where id = any($1)`,
		values: [[running.id, sent.id]],
	});
	const hold = async (text: string, release: string, values: unknown[] = [sent.id]) => {
		await migratorDb.query({ text, values });
		assert.equal(await at(after, emptyKept), 0, text);
		await migratorDb.query({ text: release, values });
	};
	await hold(
		`insert into applications.renewal (pemda, application_id, output, document_id, number, valid_to, opens_on, remind_on)
			values ('12.09', $1, 'izin', gen_random_uuid(), 'x', '2031-11-24', '2031-11-01', '{}')`,
		`update applications.renewal set valid_to = '2031-11-23' where application_id = $1`,
	);
	await hold(
		`update casework.case set status = 'disputed', closed_at = null, outcome = null where id = $1`,
		`update casework.case set status = 'closed', closed_at = now(), outcome = 'granted' where id = $1`,
	);
	const { refundId } = await refundAsked(sent.applicant, {
		...{ office: sent.office, pemda: sent.pemda, subject: subjectOf(sent.ref) },
	});
	await hold(
		'select $1::uuid',
		`update payments.refund set decision = 'refused', decided_at = now(), decided_by = 'tests' where id = $1`,
		[refundId],
	);
	const objection = await openSample({
		answers: { area: 1, owner: `Keberatan atas ${sent.number}`, hasHelper: false },
		applicant: { kind: 'person', id: sent.applicant.accountId, name: 'Siti Contoh' },
	});
	assert.equal(await at(after, emptyKept), 0, 'another of theirs quotes it and is not decided');
	await migratorDb.query({
		text: `update applications.application set ended_at = now(), outcome = 'refused' where id = $1`,
		values: [objection.id],
	});
	assert.equal(await at(after, emptyKept), 1);
	assert.deepEqual([await isEmptied(sent), await isEmptied(running)], [true, false]);
});

test('files go with the next sweeping where nobody else names them', async () => {
	const sent = await granted();
	const sha256 = 'ab'.repeat(32);
	await migratorDb.query({
		text: `insert into casework.attachment (pemda, id, case_id, kind, purpose, sha256, original_sha256, content_type, size_bytes, added_at)
			values ($1, $2, $3, 'document', 'report', $4, $4, 'application/pdf', 10, now())`,
		values: [sent.pemda, newId(), sent.id, sha256],
	});
	await at(after, emptyKept);
	const { rows } = await migratorDb.query<{ stored: Date; named: number }>({
		text: `select stored_at as stored, (select count(*)::int from casework.attachment where sha256 = $1) as named
			from platform.stored_file where sha256 = $1`,
		values: [sha256],
	});
	assert.deepEqual([rows[0]?.stored, rows[0]?.named], [after, 0]);
});
