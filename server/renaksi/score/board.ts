import { now } from '#platform/clock';
import { Refusal } from '#platform/refusal';
import { dayOf, endOf } from '#platform/workdays';
import { province } from '#regions';
import { isDay } from '../is-day.ts';
import { listScores, type RankedScore } from './get-score.ts';
import { listPublished, type Result } from './published.ts';

export type Scope = 'national' | 'provincial';

type ReadDay = {
	/** YYYY-MM-DD, Asia/Jakarta; everything is as of its end. */
	day: string;
	/** The last moment of the day, or now. */
	at: Date;
	/** What was asked for and is no day that has come: today is told instead. */
	noDay: string | null;
};

export type Board = ReadDay & {
	year: number;
	/** Among which plans the ranks are: all that are here, or those of this province. */
	scope: Scope;
	scores: RankedScore[];
	/** Published as of this very day, or of the month or year that ends with it. */
	thatDay: Result[];
	/** What else was published as of an earlier day, newest first. */
	earlier: Result[];
};

/** The day somebody asks for, today where it is none or later, and its last moment that has passed. */
export function readDay(text: string | null): ReadDay {
	const today = dayOf(now());
	const day = text !== null && isDay(text) && text < today ? text : today;
	return { day, at: day === today ? now() : endOf(day), noDay: text && text !== day ? text : null };
}

/** The same for a program, which is not told about another day than it asked for: refuses `renaksi/no-such-day`. */
export function requireDay(text: string | null): ReadDay {
	const read = readDay(text);
	if (read.noDay) throw new Refusal('invalid', 'renaksi/no-such-day');
	return read;
}

/** What is known as of the end of a day: computed here, and beside it what others published. Public. */
export async function getBoard(asked: string | null, scope: Scope = 'national'): Promise<Board> {
	const read = readDay(asked);
	const { day, at } = read;
	const year = Number(day.slice(0, 4));
	const published = (await listPublished()).filter(({ asOf }) => asOf <= day);
	return {
		...read,
		...{ year, scope },
		scores: await listScores({ year, at, within: scope === 'national' ? '' : province }),
		thatDay: published.filter(({ asOf }) => asOf === day),
		earlier: published.filter(({ asOf }) => asOf < day),
	};
}

/** What was published about one government, newest first. Public. */
export async function listPublishedOf(pemda: string): Promise<Result[]> {
	return (await listPublished()).filter(({ who }) => 'pemda' in who && who.pemda === pemda);
}
