import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
	addWorkingDays,
	type Calendar,
	dayOf,
	dueWithPauses,
	endOf,
	endOfDay,
	isWorkingDay,
	nextDay,
	type Pause,
	startOf,
	workingDaysBetween,
} from './index.ts';

const calendarOf = (...days: string[]): Calendar => ({ isHoliday: (day) => days.includes(day) });
const plain = calendarOf();
/** The Idul Fitri break of 2026: joint leave on 18, 20, 23 and 24 March, holidays on 19, 21 and 22. */
const lebaran = calendarOf(
	'2026-03-18',
	'2026-03-19',
	'2026-03-20',
	'2026-03-21',
	'2026-03-22',
	'2026-03-23',
	'2026-03-24',
);
const wib = (text: string) => new Date(`${text}+07:00`);

const terms: [title: string, start: string, days: number, calendar: Calendar, due: string][] = [
	['the day itself does not count', '2026-11-24T08:00', 1, plain, '2026-11-25'],
	['nor at the last minute of it', '2026-11-24T23:59', 1, plain, '2026-11-25'],
	['one minute later it is the next day', '2026-11-25T00:00', 1, plain, '2026-11-26'],
	['a weekend is passed over', '2026-11-26T10:00', 2, plain, '2026-11-30'],
	['filed on a Friday', '2026-11-27T16:30', 1, plain, '2026-11-30'],
	['filed on a Saturday', '2026-11-28T09:00', 1, plain, '2026-11-30'],
	['filed on a Sunday', '2026-11-29T09:00', 3, plain, '2026-12-02'],
	['zero days end with the day', '2026-11-28T09:00', 0, plain, '2026-11-28'],
	['the long break of Idul Fitri', '2026-03-17T10:00', 1, lebaran, '2026-03-25'],
	['three days across it', '2026-03-16T10:00', 3, lebaran, '2026-03-26'],
	['a holiday on a Sunday takes nothing away', '2026-03-20T10:00', 1, calendarOf('2026-03-22'), '2026-03-23'],
	['sixty days', '2026-01-02T10:00', 60, plain, '2026-03-27'],
	['across the year', '2026-12-30T10:00', 2, calendarOf('2027-01-01'), '2027-01-04'],
	['a leap day works', '2028-02-28T10:00', 1, plain, '2028-02-29'],
	['six-day weeks', '2026-11-27T10:00', 1, { isHoliday: () => false, weekend: [0] }, '2026-11-28'],
];

for (const [title, start, days, calendar, due] of terms) {
	test(`adding working days: ${title}`, () => {
		const end = addWorkingDays(wib(start), days, calendar);
		assert.equal(dayOf(end), due);
		assert.equal(end.toISOString(), `${due}T16:59:59.999Z`);
	});
}

test('a term is a whole number of days', () => {
	for (const days of [-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
		assert.throws(() => addWorkingDays(new Date(), days, plain), RangeError);
	}
});

test('a calendar without working days is a fault, not an endless loop', () => {
	assert.throws(() => addWorkingDays(new Date(), 1, { isHoliday: () => true }), RangeError);
});

test('days are those of Jakarta', () => {
	assert.equal(dayOf(new Date('2026-11-24T16:59:59.999Z')), '2026-11-24');
	assert.equal(dayOf(new Date('2026-11-24T17:00:00Z')), '2026-11-25');
	assert.equal(startOf('2026-11-25').toISOString(), '2026-11-24T17:00:00.000Z');
	assert.equal(endOf('2026-11-25').toISOString(), '2026-11-25T16:59:59.999Z');
	assert.equal(endOfDay(wib('2026-11-25T00:00')).toISOString(), '2026-11-25T16:59:59.999Z');
	assert.equal(nextDay('2026-12-31'), '2027-01-01');
});

const spans: [title: string, from: string, to: string, count: number][] = [
	['the same day', '2026-11-24T08:00', '2026-11-24T17:00', 0],
	['the next day', '2026-11-24T23:00', '2026-11-25T01:00', 1],
	['over a weekend', '2026-11-27T10:00', '2026-11-30T10:00', 1],
	['into a weekend', '2026-11-27T10:00', '2026-11-29T10:00', 0],
	['backwards', '2026-11-30T10:00', '2026-11-24T10:00', -4],
];
for (const [title, from, to, count] of spans) {
	test(`working days between: ${title}`, () =>
		assert.equal(workingDaysBetween(wib(from), wib(to), plain), count));
}

const pauseCases: [title: string, pauses: [string, string | null][], due: string | null][] = [
	['none', [], '2026-11-30'],
	['within a day', [['2026-11-24T09:00', '2026-11-24T15:00']], '2026-11-30'],
	['Tuesday to Thursday', [['2026-11-24T10:00', '2026-11-26T10:00']], '2026-12-02'],
	['over the weekend', [['2026-11-27T10:00', '2026-11-30T08:00']], '2026-12-01'],
	[
		'two',
		[
			['2026-11-24T10:00', '2026-11-25T10:00'],
			['2026-11-26T10:00', '2026-11-27T10:00'],
		],
		'2026-12-02',
	],
	[
		'two that overlap count once',
		[
			['2026-11-24T10:00', '2026-11-26T10:00'],
			['2026-11-25T10:00', '2026-11-26T09:00'],
		],
		'2026-12-02',
	],
	[
		'in any order',
		[
			['2026-11-26T10:00', '2026-11-27T10:00'],
			['2026-11-24T10:00', '2026-11-25T10:00'],
		],
		'2026-12-02',
	],
	['one begun before the start counts from it', [['2026-11-20T10:00', '2026-11-24T10:00']], '2026-12-01'],
	['one after the end does not revive it', [['2026-12-07T10:00', '2026-12-09T10:00']], '2026-11-30'],
	[
		'one after the first end, within the shifted one',
		[
			['2026-11-24T10:00', '2026-11-26T10:00'],
			['2026-12-01T10:00', '2026-12-02T10:00'],
		],
		'2026-12-03',
	],
	['still open', [['2026-11-24T10:00', null]], null],
	[
		'open, inside an earlier one',
		[
			['2026-11-24T10:00', '2026-11-26T10:00'],
			['2026-11-25T10:00', null],
		],
		null,
	],
];
for (const [title, pauses, due] of pauseCases) {
	test(`a term of five days from Monday with pauses: ${title}`, () => {
		const spans = pauses.map(([from, to]) => ({ from: wib(from), to: to ? wib(to) : null }));
		const end = dueWithPauses(wib('2026-11-23T10:00'), 5, plain, spans);
		assert.equal(end && dayOf(end), due);
	});
}

const moment = fc.date({
	min: new Date('2024-01-01T00:00:00Z'),
	max: new Date('2031-12-31T00:00:00Z'),
	noInvalidDate: true,
});
const anyCalendar = fc
	.uniqueArray(fc.integer({ min: 0, max: 366 * 9 }), { maxLength: 150 })
	.map((days) => calendarOf(...days.map((n) => dayOf(new Date(Date.UTC(2024, 0, 1 + n))))));
const term = fc.integer({ min: 1, max: 60 });

test('property: a term ends on a working day, and the count back is the term', () => {
	fc.assert(
		fc.property(moment, term, anyCalendar, (start, days, calendar) => {
			const due = addWorkingDays(start, days, calendar);
			assert.ok(isWorkingDay(dayOf(due), calendar));
			assert.equal(workingDaysBetween(start, due, calendar), days);
			assert.equal(due.getTime(), endOfDay(due).getTime());
		}),
	);
});

test('property: terms add up, and never end earlier for a later start or more holidays', () => {
	fc.assert(
		fc.property(moment, term, term, anyCalendar, moment, (start, a, b, calendar, other) => {
			const whole = addWorkingDays(start, a + b, calendar);
			assert.deepEqual(addWorkingDays(addWorkingDays(start, a, calendar), b, calendar), whole);
			assert.ok(addWorkingDays(start, a, plain) <= addWorkingDays(start, a, calendar));
			const [first, second] = start < other ? [start, other] : [other, start];
			assert.ok(addWorkingDays(first, a, calendar) <= addWorkingDays(second, a, calendar));
		}),
	);
});

const anyPauses = fc.array(
	fc.record({ fromHour: fc.integer({ min: -50, max: 2000 }), hours: fc.integer({ min: 1, max: 500 }) }),
	{ maxLength: 6 },
);

test('property: pauses only lengthen, in any order, and no day is given back twice', () => {
	fc.assert(
		fc.property(moment, term, anyCalendar, anyPauses, (start, days, calendar, spans) => {
			const hour = (n: number) => new Date(start.getTime() + n * 3_600_000);
			const pauses: Pause[] = spans.map((s) => ({ from: hour(s.fromHour), to: hour(s.fromHour + s.hours) }));
			const due = dueWithPauses(start, days, calendar, pauses);
			assert.ok(due && due >= addWorkingDays(start, days, calendar));
			assert.deepEqual(dueWithPauses(start, days, calendar, pauses.toReversed()), due);
			assert.deepEqual(dueWithPauses(start, days, calendar, [...pauses, ...pauses]), due);
			const mostDays =
				days + pauses.reduce((sum, p) => sum + (p.to ? workingDaysBetween(p.from, p.to, calendar) : 0), 0);
			assert.ok(due <= addWorkingDays(start, mostDays, calendar));
		}),
	);
});
