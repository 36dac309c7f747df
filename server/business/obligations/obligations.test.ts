import '../../../tests/support/mail-on.ts';
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import fc from 'fast-check';
import {
	dueFrom,
	endReminder,
	listReminders,
	profileOf,
	remind,
	setReminder,
	stopNews,
	writeCalendar,
} from '#business';
import { setClock } from '#platform/clock';
import { db, migratorDb } from '#platform/db';
import { newId } from '#platform/ids';
import { Refusal } from '#platform/refusal';
import { checkRule, type Fields } from '#rules';
import { testDatabase } from '../../../tests/support/database.ts';
import { resident } from '../../../tests/support/residents.ts';
import { waiting } from '../../../tests/support/sent.ts';
import { guide } from '../guide/guide.ts';
import { highestOf, obligations, type Profile } from './obligations.ts';

await testDatabase();
let present = new Date('2026-12-28T03:00:00Z');
setClock(() => present);
after(() => setClock());

const small: Profile = { size: 'small', form: 'company', workers: true, kbli: ['56101'], level: 'low' };

describe('what falls due', () => {
	test('rules name what there is', () => {
		const fields: Fields = {
			...{ size: 'text', form: 'text', workers: 'boolean', level: 'text' },
			...Object.fromEntries(guide.tags.map(({ id }) => [id, 'boolean' as const])),
		};
		for (const { id, when } of obligations) assert.deepEqual(checkRule(when, fields).problems, [], id);
		assert.equal(new Set(obligations.map(({ id }) => id)).size, obligations.length);
	});
	test('LKPM: none for micro, every half year for small, every quarter for medium and large', () => {
		const lkpm = (size: 'micro' | 'small' | 'medium' | 'large') =>
			dueFrom({ ...small, size }, '2026-12-28', 12).flatMap(({ id, dueOn }) =>
				id.startsWith('lkpm') ? [dueOn] : [],
			);
		assert.deepEqual(lkpm('micro'), []);
		assert.deepEqual(lkpm('small'), ['2027-01-10', '2027-07-10']);
		assert.deepEqual(lkpm('medium'), ['2027-01-10', '2027-04-10', '2027-07-10', '2027-10-10']);
		assert.deepEqual(lkpm('large'), lkpm('medium'));
	});
	test('the next first, from that very day on, and not past the end', () => {
		const all = dueFrom(small, '2027-01-10', 1);
		assert.equal(all[0]?.dueOn, '2027-01-10');
		assert.ok(all.every(({ dueOn }) => dueOn >= '2027-01-10' && dueOn < '2027-02-10'));
		assert.deepEqual(
			all.map(({ dueOn }) => dueOn),
			all.map(({ dueOn }) => dueOn).sort(),
		);
	});
	test('a month that is shorter has a last day', () => {
		const day = fc
			.integer({ min: 0, max: 4000 })
			.map((at) => new Date(Date.UTC(2024, 0, 1 + at)).toISOString().slice(0, 10));
		fc.assert(
			fc.property(day, fc.integer({ min: 1, max: 30 }), (from, months) =>
				dueFrom({ ...small, level: 'high' }, from, months).every(
					({ dueOn }) => dueOn >= from && new Date(`${dueOn}T00:00:00Z`).toISOString().startsWith(dueOn),
				),
			),
		);
	});
	test('the highest risk of its classes counts', async () => {
		assert.equal(highestOf(['low', null, 'medium-high']), 'medium-high');
		assert.equal(highestOf([]), null);
		const typed = { size: 'micro', form: 'person', workers: false };
		assert.equal((await profileOf({ ...typed, kbli: ['45407', '41011'] }))?.level, 'medium-high');
		assert.equal(await profileOf({ ...typed, size: 'huge', kbli: [] }), undefined);
	});
});

describe('the calendar file', () => {
	test('CRLF, folded at 75 octets between characters, escaped, the same ids each time', () => {
		const days = [
			{
				id: 'lkpm-2027-01-10',
				day: '2027-01-10',
				title: 'Laporan, LKPM; "é"\n— triwulan'.repeat(4),
				about: '\\x',
				url: 'https://oss.go.id',
			},
		];
		const text = writeCalendar('Kewajiban', 'sumut.example', days, present);
		assert.equal(text, writeCalendar('Kewajiban', 'sumut.example', days, present));
		assert.ok(text.endsWith('END:VCALENDAR\r\n'));
		for (const line of text.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75, line);
		const unfolded = text.replaceAll('\r\n ', '');
		assert.match(unfolded, /SUMMARY:Laporan\\, LKPM\\; "é"\\n— triwulan/);
		assert.match(unfolded, /DTSTART;VALUE=DATE:20270110/);
		assert.match(unfolded, /TRIGGER:-P7D/);
		assert.doesNotMatch(text.replaceAll('\r\n', ''), /[\r\n]/);
	});
	test('any text makes lines that hold', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (title) => {
				const text = writeCalendar('x', 'h', [{ id: 'a', day: '2027-01-01', title, about: title }], present);
				return text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75 && !/[\r\n\0]/.test(line));
			}),
		);
	});
});

describe('reminders', async () => {
	const actor = await resident('verified', 'Pemilik');
	const [businessId, email] = [newId(), 'pemilik@contoh.example'];
	await migratorDb.query({
		text: `insert into people.business (id, nib, name, kbli, region, responsible_id, added_at, changed_at)
			values ($1, '1234567890123', 'Restoran Maju', '{56101}', '12.75', $2, now(), now())`,
		values: [businessId, actor.accountId],
	});
	await migratorDb.query({
		text: `insert into identity.contact (id, account_id, kind, address, since) values ($1, $2, 'email', $3, now())`,
		values: [newId(), actor.accountId, email],
	});
	const typed = { businessId, size: 'small', form: 'company', workers: true, email };
	const mails = async () => (await waiting()).filter(({ to }) => to === email);

	test('only for an own business, to an own address', async () => {
		const another = await resident('verified');
		await assert.rejects(setReminder(another, typed), /no-such-business/);
		for (const wrong of [{ email: 'lain@contoh.example' }, { size: 'huge' }, { form: 'x' }]) {
			await assert.rejects(
				setReminder(actor, { ...typed, ...wrong }),
				(error) => error instanceof Refusal && error.code === 'business/reminder-wrong',
			);
		}
		await assert.rejects(setReminder({ kind: 'anonymous', origin: 'x' }, typed), /sign-in-needed/);
	});
	test('a week before, each day once, however often it runs', async () => {
		await setReminder(actor, typed);
		await setReminder(actor, typed);
		assert.equal((await listReminders(actor)).length, 1);
		await Promise.all(Array.from({ length: 10 }, () => remind()));
		assert.equal((await mails()).length, 1);
		assert.match((await mails())[0]?.text ?? '', /Wajib lapor ketenagakerjaan/);
		assert.doesNotMatch((await mails())[0]?.text ?? '', /LKPM/);
		present = new Date('2027-01-04T03:00:00Z');
		await remind();
		await remind();
		const [, second, ...more] = await mails();
		assert.equal(more.length, 0);
		assert.match(second?.text ?? '', /LKPM/);
		assert.doesNotMatch(second?.text ?? '', /WLKP/);
	});
	test('one click ends it; so does the account page', async () => {
		const token = (await mails())[0]?.text.match(/\/usaha\/kabar\/([\w-]+)/)?.[1] ?? '';
		await stopNews(token);
		assert.deepEqual(await listReminders(actor), []);
		await assert.rejects(stopNews(token), /no-such-link/);
		await setReminder(actor, typed);
		const another = await resident('verified');
		await assert.rejects(endReminder(another, businessId), /no-such-business/);
		assert.equal((await listReminders(another)).length, 0);
		await endReminder(actor, businessId);
		await assert.rejects(endReminder(actor, businessId), /no-such-business/);
		assert.equal((await db.query({ text: 'select from business.reminder' })).rows.length, 0);
	});
});
