import { newNumber } from '#casework';
import { type Dice, idAt } from './dice.ts';
import type { Spot } from './places.ts';
import { mistype, type Vocabulary } from './vocabulary.ts';

export type Status = 'new' | 'verified' | 'in-progress' | 'waiting' | 'answered' | 'disputed' | 'closed';

/** One case as it stands today; moments in milliseconds. */
export type Invented = Spot & {
	id: string;
	number: string;
	class: string;
	title: string;
	body: string;
	privacy: 'named' | 'confidential' | 'anonymous';
	published: boolean;
	status: Status;
	outcome: string | null;
	filedAt: number;
	dueAt: number;
	/** The nearest clock of its holder. */
	firstDueAt: number;
	answeredAt: number | null;
	closedAt: number | null;
	/** How many rungs it went up the ladder. */
	escalation: number;
};

const day = 86_400_000;

/** By age in days: how many of a hundred are in which state. The rest is closed. */
const states: { until: number; shares: [Status, number][] }[] = [
	{
		until: 3,
		shares: [
			['new', 60],
			['verified', 25],
			['in-progress', 15],
		],
	},
	{
		until: 20,
		shares: [
			['new', 5],
			['verified', 10],
			['in-progress', 40],
			['waiting', 5],
			['answered', 20],
		],
	},
	{
		until: 60,
		shares: [
			['in-progress', 12],
			['waiting', 2],
			['answered', 6],
			['disputed', 2],
		],
	},
	{
		until: 365,
		shares: [
			['in-progress', 4],
			['disputed', 1],
		],
	},
	{ until: Number.POSITIVE_INFINITY, shares: [['in-progress', 2]] },
];

export function inventCase(spot: Spot, filedAt: number, now: number, words: Vocabulary, by: Dice): Invented {
	const status = drawStatus((now - filedAt) / day, by);
	const privacy = by.of(['named', 'named', 'named', 'anonymous', 'anonymous', 'confidential'] as const);
	const isAnswered = status === 'answered' || status === 'closed' || status === 'disputed';
	const answeredAt = isAnswered ? Math.min(now - 60_000, filedAt + (1 + by.draw() * 18) * day) : null;
	const dueAt = filedAt + 20 * day;
	const isLate = !isAnswered && dueAt < now;
	return {
		...spot,
		id: idAt(filedAt, by),
		number: newNumber(spot.prefix),
		class: by.of([
			'complaint',
			'complaint',
			'complaint',
			'complaint-investigation',
			'aspiration',
			'question',
		]),
		title: text(3 + by.pick(6), words, by),
		body: text(12 + by.pick(50), words, by),
		privacy,
		published: privacy !== 'confidential' && (now - filedAt > 3 * day || by.pick(2) === 0),
		status,
		outcome: status === 'closed' ? by.of(['confirmed', 'confirmed', 'silent', 'archived']) : null,
		filedAt,
		dueAt,
		firstDueAt: status === 'new' ? filedAt + 5 * day : dueAt,
		answeredAt,
		closedAt: status === 'closed' && answeredAt ? Math.min(now, answeredAt + by.draw() * 14 * day) : null,
		escalation: isLate ? 1 + by.pick(spot.ladder.length) : 0,
	};
}

function drawStatus(age: number, by: Dice): Status {
	let left = by.draw() * 100;
	for (const [status, share] of states.find(({ until }) => age < until)?.shares ?? []) {
		left -= share;
		if (left < 0) return status;
	}
	return 'closed';
}

const mistypedOf = 500;

function text(length: number, words: Vocabulary, by: Dice): string {
	const drawn = Array.from({ length }, () => {
		const word = words.draw(by);
		return by.pick(mistypedOf) === 0 ? mistype(word, by) : word;
	});
	return drawn.join(' ');
}
