import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { evaluate, type Facts, type Rule } from '#rules';
import { guide, tagsOf } from '../guide/guide.ts';
import { type RiskLevel, riskLevels } from '../kbli.ts';

const words = z.strictObject({ id: z.string().trim().min(1), en: z.string().trim().min(1) });
const shape = z.strictObject({
	source: z.string(),
	obligations: z.array(
		z.strictObject({
			id: z.string().regex(/^[a-z][a-z0-9-]{1,60}$/),
			title: words,
			about: words,
			where: words,
			url: z.union([z.url(), z.literal('')]),
			when: z.custom<Rule>((value) => value !== undefined, 'a rule'),
			/** In which months it falls due, on which day; where a month is shorter, on its last. */
			months: z.array(z.int().min(1).max(12)).min(1),
			day: z.int().min(1).max(31),
			basis: z.strictObject({ text: z.string().min(3), certain: z.boolean() }),
		}),
	),
});

export type Obligation = z.output<typeof shape>['obligations'][number];

/** What ships in `data/business/obligations.json`, read once: a wrong file stops the start and is named. */
export const obligations: Obligation[] = shape.parse(
	JSON.parse(readFileSync(new URL('../../../data/business/obligations.json', import.meta.url), 'utf8')),
).obligations;

/** What decides what a business owes. `level`: the highest risk of its classes, null where it is not known. */
export const profileShape = z.object({
	size: z.enum(['micro', 'small', 'medium', 'large']),
	form: z.enum(['person', 'ptp', 'company']),
	workers: z.boolean(),
	kbli: z.array(z.string().regex(/^\d{5}$/)).max(50),
	level: z.enum(riskLevels).nullable(),
});
export type Profile = z.output<typeof profileShape>;

export type Due = Omit<Obligation, 'when' | 'months' | 'day'> & { dueOn: string };

const mostMonths = 24;

/**
 * What falls due from a day on, for so many months, the next first. Days are of Asia/Jakarta ('YYYY-MM-DD'); where one
 * falls on a holiday the law of each obligation says whether it moves, and nothing here does.
 */
export function dueFrom(profile: Profile, from: string, months: number): Due[] {
	const facts = factsOf(profile, from);
	const [year = 0, month = 1] = from.split('-').map(Number);
	const span = Array.from(
		{ length: Math.min(months, mostMonths) + 1 },
		(_, at) => new Date(Date.UTC(year, month - 1 + at, 1)),
	);
	const end = span.at(-1)?.toISOString().slice(0, 7) ?? '';
	return obligations
		.filter(({ when }) => evaluate(when, facts) === true)
		.flatMap(({ when: _, months: dueIn, day, ...shown }) =>
			span
				.filter((first) => dueIn.includes(first.getUTCMonth() + 1))
				.map((first) => ({ ...shown, dueOn: dayIn(first, day) })),
		)
		.filter(({ dueOn }) => dueOn >= from && dueOn < `${end}-${from.slice(8)}`)
		.sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0));
}

/** The highest of the levels that are known. */
export function highestOf(levels: (RiskLevel | null)[]): RiskLevel | null {
	const at = Math.max(-1, ...levels.map((level) => (level ? riskLevels.indexOf(level) : -1)));
	return riskLevels[at] ?? null;
}

function factsOf({ size, form, workers, kbli, level }: Profile, today: string): Facts {
	const tags = guide.tags.map(({ id }) => [id, kbli.some((code) => tagsOf(code)[id] === true)]);
	return { answers: { size, form, workers, level, ...Object.fromEntries(tags) }, today, named: {} };
}

function dayIn(first: Date, day: number): string {
	const [year, month] = [first.getUTCFullYear(), first.getUTCMonth()];
	const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
	return new Date(Date.UTC(year, month, Math.min(day, last))).toISOString().slice(0, 10);
}
