import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import type { Actor } from '#identity';
import type { Money } from '#payments';
import { listLedger, listShownInLists, makeCounterCode, verifyAtCounter } from '#people';
import { setClock } from '#platform/clock';
import { migratorDb, withScope } from '#platform/db';
import { newId } from '#platform/ids';
import { type Opened, officersOf, openSample } from '../../tests/support/applications.ts';
import { asahan, deskOf, medan, officerAt } from '../../tests/support/cases.ts';
import { testDatabase } from '../../tests/support/database.ts';
import { refundAsked } from '../../tests/support/payments.ts';
import { newNik, resident } from '../../tests/support/residents.ts';
import { subjectOf } from './application.ts';
import { compareCapture } from './compare-capture.ts';
import { getApplication } from './get-application.ts';
import { countApplications, listApplications } from './list-applications.ts';
import { getOwnApplication } from './own/get-own.ts';
import { listMoneyOfCase } from './own/list-money.ts';
import { cancelInspection, planInspection, recordInspection } from './plan-inspection.ts';
import { showNumbers } from './show-numbers.ts';
import { takeTransition } from './take-transition.ts';

await testDatabase();

const monday = new Date('2026-11-23T02:00:00Z');
let sent: Opened;
let who: Awaited<ReturnType<typeof officersOf>>;
const refused = (code: string) => ({ name: 'Refusal', code: `applications/${code}` });
const take = (transition: string, more: object = {}) =>
	takeTransition(who.officer, { ...sent.ref, transition, key: newId(), ...more });

beforeEach(async () => {
	setClock(() => monday);
	sent = await openSample();
	who = await officersOf(sent.office);
});

describe('an application, as somebody reads it', () => {
	test('fields a role has no need of are kept from it', async () => {
		const asOfficer = await getApplication(who.officer, sent.ref);
		assert.deepEqual(asOfficer.hidden, ['health']);
		assert.equal(Object.hasOwn(asOfficer.app.answers, 'health'), false);
		assert.equal(JSON.stringify(asOfficer.events).includes('asma'), false, 'nor in its history');
		assert.equal((await getApplication(who.head, sent.ref)).app.answers['health'], 'asma');
		assert.equal((await getApplication(sent.applicant, sent.ref)).app.answers['health'], 'asma');
	});

	test('each look is in the applicant’s ledger before anything is shown', async () => {
		await getApplication(who.officer, sent.ref);
		const { lines } = await listLedger(sent.applicant);
		assert.deepEqual(
			lines.map(({ act, office }) => [act, office?.officeId]),
			[['applications-read-application', sent.office.officeId]],
		);
	});

	test('a NIK among the answers lies sealed, also in the history, and is read as it was typed', async () => {
		const nik = '1271014506900003';
		const answers = { area: 20, owner: nik, helpers: [{ name: nik }], hasHelper: false };
		const own = await openSample({ answers });
		const { rows } = await migratorDb.query<{ found: string }>({
			text: `select 'application' as found from applications.application a where a::text like '%' || $1 || '%'
				union all select 'event' from applications.event e where e::text like '%' || $1 || '%'
				union all select 'case' from casework.case c where c::text like '%' || $1 || '%'
				union all select 'audit' from platform.audit p where p::text like '%' || $1 || '%'
				union all select 'announced' from platform.event p where p::text like '%' || $1 || '%'
				union all select 'job' from graphile_worker._private_jobs p where p::text like '%' || $1 || '%'`,
			values: [nik],
		});
		assert.deepEqual(rows, []);
		const read = await getApplication(own.applicant, own.ref);
		assert.deepEqual([read.app.answers['owner'], read.app.answers['helpers']], [nik, [{ name: nik }]]);
	});

	test('officers see it masked, and whole once they say why, which the applicant and its holder read', async () => {
		const { nik, birthDate } = newNik();
		const holder = await resident();
		const dukcapil = officerAt(await deskOf(asahan, 'civil-registration'));
		const { code } = await makeCounterCode(holder);
		await verifyAtCounter(dukcapil, { code, document: 'ktp-el', name: 'Ibu Contoh', nik, birthDate });
		const answers = { area: 20, owner: nik, health: nik, helpers: [{ name: nik }], hasHelper: false };
		const { ref, applicant } = await openSample({ answers });
		const hidden = `${nik.slice(0, 4)}••••••••${nik.slice(12)}`;
		const file = await getApplication(who.officer, ref);
		assert.deepEqual([file.app.answers['owner'], file.app.answers['helpers']], [hidden, [{ name: hidden }]]);
		assert.deepEqual(file.masked, ['owner', 'helpers']);
		assert.equal(JSON.stringify(file).includes(nik), false, 'nowhere in what is shown');
		const show = (actor: Actor, field: string, reason = `Memeriksa akta ${nik}`) =>
			showNumbers(actor, { ...ref, field, reason });
		await assert.rejects(show(who.officer, 'owner', ' '), refused('reason-missing'));
		await assert.rejects(show(who.officer, 'health'), refused('no-such-number'), 'kept from the role');
		await assert.rejects(show(who.officer, 'area'), refused('no-such-number'));
		await assert.rejects(show(dukcapil, 'owner'), refused('no-such-application'));
		assert.equal(await show(who.officer, 'owner'), nik);
		assert.deepEqual(await show(who.officer, 'helpers'), [{ name: nik }]);
		for (const account of [applicant, holder]) {
			const { lines } = await listLedger(account);
			const shown = lines.filter(({ act }) => act === 'applications-show-numbers');
			assert.deepEqual(
				shown.map(({ words, reason }) => [words, reason]),
				Array.from({ length: 2 }, () => [`Memeriksa akta ${hidden}`, 'number']),
			);
		}
	});

	test('says which steps there are, and what hinders', async () => {
		const { steps } = await getApplication(who.officer, sent.ref);
		assert.deepEqual(
			steps.map(({ transition, hindrance }) => [transition.id, hindrance]),
			[
				['minta-perbaikan', null],
				['cabut', 'not-yours'],
				['tinjau', null],
			],
		);
	});

	test('others see nothing', async () => {
		for (const other of [
			officerAt(await deskOf(asahan, 'health')),
			officerAt(await deskOf(medan, 'public-works'), 'secretary'),
			officerAt(await deskOf(asahan, 'leader'), 'regional-head'),
			officerAt(sent.office, 'overseer'),
			await resident('verified'),
		]) {
			await assert.rejects(getApplication(other, sent.ref), refused('no-such-application'));
		}
	});
});

describe('the desk', () => {
	test('lists what lies there in order of when it is due, page by page', async () => {
		const more = [await openSample(), await openSample()];
		const first = await listApplications(who.officer, { view: 'open' }, { limit: 2 });
		const second = await listApplications(
			who.officer,
			{ view: 'open' },
			{ limit: 200, ...(first.next ? { after: first.next } : {}) },
		);
		const all = [...first.rows, ...second.rows].map(({ id }) => id);
		assert.equal(new Set(all).size, all.length);
		for (const { id } of [sent, ...more]) assert.ok(all.includes(id));
		const counts = await countApplications(who.officer);
		assert.equal(counts.open, all.length);
		const elsewhere = officerAt(await deskOf(medan, 'public-works'));
		assert.deepEqual((await listApplications(elsewhere, { view: 'open' })).rows, []);
	});

	test('who stands in a list finds it in their ledger: a line a day for the office, with its officers', async () => {
		const { rows: copied } = await migratorDb.query<{ id: string }>({
			text: `insert into applications.application select (jsonb_populate_record(a, jsonb_build_object('id', gen_random_uuid(),
				'number', 'TWICE'))).* from applications.application a where a.id = $1 returning id`,
			values: [sent.id],
		});
		const colleague = officerAt(sent.office);
		const list = (officer = who.officer) =>
			listApplications(officer, { view: 'open', q: 'siti contoh' }, { limit: 200 });
		const { rows } = await list();
		for (const { id } of [sent, ...copied]) assert.ok(rows.some((row) => row.id === id));
		await Promise.all([list(), list(), list(colleague), listApplications(colleague, { view: 'ended' })]);
		const [line, ...more] = await listShownInLists(sent.applicant);
		assert.deepEqual(more, []);
		const { office, act, times } = line ?? {};
		assert.deepEqual(
			[act, times],
			['applications-list-applications', 4],
			'two of theirs in one list count once',
		);
		assert.equal(office?.officeId, sent.office.officeId);
		setClock(() => new Date(monday.getTime() + 86_400_000));
		await list();
		assert.deepEqual(
			(await listShownInLists(sent.applicant)).map(({ day, times: count }) => [day, count]),
			[
				['2026-11-24', 1],
				['2026-11-23', 4],
			],
		);
		assert.deepEqual(await listShownInLists(await resident()), [], 'nobody else sees it');
		const trail = await migratorDb.query<{ lists: number }>({
			text: `select count(*)::int as lists from platform.audit where act = 'applications/list-applications'
				and detail -> 'shown' ? $1`,
			values: [`person:${sent.applicant.accountId}`],
		});
		assert.equal(trail.rows[0]?.lists, 5, 'the trail has each list');
	});

	test('finds by number and by name', async () => {
		const asked = async (q: string, view: 'open' | 'ended' = 'open') => {
			const { rows } = await listApplications(who.officer, { view, q }, { limit: 200 });
			return rows.some(({ id }) => id === sent.id);
		};
		for (const q of [sent.number, 'siti contoh', 'CON', 'Contoh, Sití', `${sent.number} `])
			assert.ok(await asked(q), q);
		for (const q of ['siti conto contoh lain', 'iti', '–', "' | 'x", '2222'])
			assert.equal(await asked(q), false, q);
		assert.equal(await asked('siti', 'ended'), false);
	});

	test('many of one name are met page by page, and at no other desk', async () => {
		await migratorDb.query({
			text: `insert into applications.application select (jsonb_populate_record(a, jsonb_build_object('id', gen_random_uuid(),
					'number', 'N' || n, 'applicant_name', 'Ucok Banyak ' || n % 2))).* from applications.application a, generate_series(1, 600) n
				where a.id = $1`,
			values: [sent.id],
		});
		const found = async (q: string, officer = who.officer) => {
			const ids: string[] = [];
			for (let after = ''; ; ) {
				const page = { limit: 200, ...(after ? { after } : {}) };
				const { rows, next } = await listApplications(officer, { view: 'open', q }, page);
				ids.push(...rows.map(({ id }) => id));
				if (!next) return new Set(ids).size;
				after = next;
			}
		};
		assert.equal(await found('banyak ucok'), 600);
		assert.equal(await found('banyak 1'), 300);
		assert.equal(await found('banyak', officerAt(sent.office, 'secretary')), 600);
		assert.equal(await found('banyak', officerAt(await deskOf(asahan, 'health'))), 0);
		const rows = await withScope({ offices: [(await deskOf(asahan, 'health')).officeId] }, (tx) =>
			tx.query({
				text: 'select from applications.find_named($1, $2, 10)',
				values: [[sent.office.officeId], ['ucok']],
			}),
		);
		assert.equal(rows.rowCount, 0, 'another desk’s words');
		await migratorDb.query({ text: `delete from applications.application where number ~ '^N'` });
	});

	test('what waits for the applicant lies apart', async () => {
		await take('minta-perbaikan', { correction: { items: [{ paper: 'ktp', reason: 'Buram sekali.' }] } });
		const { rows } = await listApplications(who.officer, { view: 'applicant' }, { limit: 200 });
		assert.ok(rows.some(({ id }) => id === sent.id));
	});
});

describe('a visit', () => {
	const place = 'Jalan Cokroaminoto 5, Kisaran';
	const at = new Date('2026-11-25T03:00:00Z');

	test('is planned where the state has one, told, and recorded once with what was found', async () => {
		const inspectionId = newId();
		const plan = { ...sent.ref, inspectionId, at, place, inspectorId: null };
		await assert.rejects(planInspection(who.officer, plan), refused('not-now'));
		await take('tinjau', { checklist: ['lengkap'] });
		await assert.rejects(
			planInspection(who.officer, { ...plan, at: new Date('2026-11-20T03:00:00Z') }),
			refused('visit-past'),
		);
		await planInspection(who.officer, plan);
		await planInspection(who.officer, plan);
		const found = { ...sent.ref, inspectionId, findings: { measured: 17.5 }, note: 'Sesuai denah.' };
		const captured = { at: new Date('2026-12-24T03:00:00Z'), lat: 2.984, lon: 99.616, accuracyM: 12.4 };
		const once = { ...found, key: 'kunci-satu', captured };
		await recordInspection(who.officer, once);
		await recordInspection(who.officer, once);
		const second = { ...found, key: 'kunci-dua', findings: { measured: 99 } };
		await assert.rejects(recordInspection(who.colleague, second), refused('visit-recorded'));
		const { app, inspections, events } = await getApplication(who.officer, sent.ref);
		assert.deepEqual(app.findings, { measured: 17.5 });
		assert.equal(inspections.length, 1);
		assert.equal(inspections[0]?.note, 'Sesuai denah.');
		assert.ok(
			(inspections[0]?.capturedAt ?? at) < captured.at,
			'a clock that runs ahead says no more than now',
		);
		assert.equal(inspections[0]?.accuracyM, 12);
		assert.deepEqual(
			events.map(({ kind }) => kind),
			['opened', 'moved', 'planned-visit', 'visited'],
		);
		await take('tanya');
	});

	test('is called off with its reason, and not by others', async () => {
		await take('tinjau', { checklist: ['lengkap'] });
		const ref = { ...sent.ref, inspectionId: newId() };
		await planInspection(who.officer, { ...ref, at, place, inspectorId: null });
		const other = officerAt(await deskOf(asahan, 'health'));
		await assert.rejects(
			cancelInspection(other, { ...ref, reason: 'Hujan deras.' }),
			refused('no-such-application'),
		);
		await cancelInspection(who.officer, { ...ref, reason: 'Hujan deras.' });
		const done = { ...ref, findings: {}, note: '' };
		await assert.rejects(recordInspection(who.officer, done), refused('no-such-visit'));
	});
});

test('money stands beside it: why it goes back is told to whoever paid and whom it was owed to', async () => {
	const { subject, number } = await refundAsked(sent.applicant, {
		...{ office: sent.office, pemda: sent.pemda, subject: subjectOf(sent.ref) },
	});
	assert.equal(subject, subjectOf(sent.ref));
	await take('tinjau', { checklist: ['lengkap'] });
	await take('tanya', { findings: { measured: 3 } });
	const told = ({ money }: { money: Money[] }) =>
		money.map(({ invoice, paid, refunds, mayOpen }) => [
			...[invoice.number, invoice.status, paid?.method, mayOpen],
			...refunds.flatMap(({ reason, askedName, decision }) => [reason !== '', askedName, decision]),
		]);
	const all = [[number, 'paid', 'qris', true, true, 'Rina', null]];
	assert.deepEqual(told(await getApplication(who.officer, sent.ref)), all);
	const asked = officerAt(await deskOf(asahan, 'health'));
	assert.deepEqual(
		told(await getApplication(asked, sent.ref)),
		[[number, 'paid', 'qris', false, false, '', null]],
		'an office that is asked',
	);
	const { rows } = await migratorDb.query<{ number: string }>({
		text: 'select number from casework.case where id = $1',
		values: [sent.id],
	});
	assert.deepEqual(told(await getOwnApplication(sent.applicant, rows[0]?.number ?? '')), all);
	const of = { pemda: sent.pemda, caseId: sent.id };
	const person = (caseId: string) => ({ kind: 'person', caseId, origin: 'test' }) as const;
	const asPerson = async (actor: Actor) => told({ money: await listMoneyOfCase(actor, of) });
	assert.deepEqual(await asPerson(person(sent.id)), [[number, 'paid', 'qris', false, true, 'Rina', null]]);
	assert.deepEqual(await asPerson(person(newId())), []);
	assert.deepEqual(await asPerson(who.officer), []);
});

test('a visit is held against the place and the day of its application', async () => {
	const plannedAt = new Date('2026-11-24T02:00:00Z');
	const kisaran = { at: new Date('2026-11-24T16:30:00Z'), lat: 2.984, lon: 99.616 };
	const compare = (changes: Partial<typeof kisaran>, region: string) =>
		compareCapture({ ...kisaran, ...changes }, { plannedAt, region });
	assert.deepEqual(await compare({}, '12.09.19'), {
		...{ isSameDay: true, where: { name: 'Kabupaten Asahan', isThere: true } },
	});
	assert.equal((await compare({ at: new Date('2026-11-24T17:30:00Z') }, '12.09')).isSameDay, false);
	assert.equal((await compare({}, '12.71')).where?.isThere, false);
	assert.equal((await compare({}, '12')).where?.isThere, true, 'of the whole province');
	assert.deepEqual((await compare({ lat: -6.2, lon: 106.8 }, '12')).where, { name: '', isThere: false });
	const unknown = { at: null, lat: null, lon: null };
	assert.deepEqual(await compareCapture(unknown, { plannedAt, region: '12.09' }), {
		...{ isSameDay: null, where: null },
	});
});
