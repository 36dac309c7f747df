import { z } from 'zod';
import { basis, field, fitsKind, options, rule, slug, words } from './parts.ts';
import { process } from './process.ts';

/** When in life people need a service; their words are `services.event.…`. */
export const events = [
	...([
		'lahir',
		'belajar',
		'bekerja',
		'menikah',
		'pindah',
		'rumah',
		'kendaraan',
		'sakit',
		'bantuan',
		'meninggal',
	] as const),
	...(['membuka-usaha', 'menjalankan-usaha', 'membangun', 'acara', 'laut-dan-air', 'informasi'] as const),
] as const;

const question = z
	.strictObject({
		id: field,
		kind: z.enum(['boolean', 'choice', 'number', 'day']),
		label: words,
		hint: words.optional(),
		options,
		/** Asked only when this holds. */
		when: rule.optional(),
	})
	.refine(fitsKind, 'a choice has options');

const condition = z.strictObject({
	id: slug,
	rule,
	/** When the rule does not hold: no, or an officer has to look. What is not known is always referred. */
	otherwise: z.enum(['ineligible', 'refer']),
	reason: words,
	basis: basis,
});

const paper = z.strictObject({
	id: slug,
	label: words,
	note: words.optional(),
	/** Needed only when this holds; always without. */
	when: rule.optional(),
});

const fee = z.strictObject({
	id: slug,
	label: words,
	when: rule.optional(),
	/** In whole rupiah. */
	amount: rule,
	basis,
});

const step = z.strictObject({ title: words, who: z.enum(['applicant', 'office', 'other-office', 'leader']) });

/** The fourteen components of a service standard (UU 25/2009, Pasal 21; PermenPANRB 15/2014). Papers, steps, time, fees, product and law are their own parts. */
const standard = z.strictObject({
	/** Requirements in words, before the list of papers. */
	requirements: words,
	procedure: z.array(step).min(2),
	duration: z.strictObject({
		amount: z.int().positive(),
		unit: z.enum(['working-day', 'day', 'hour', 'minute']),
	}),
	product: words,
	complaints: words,
	facilities: words,
	competence: words,
	supervision: words,
	staff: words,
	guarantee: words,
	safety: words,
	evaluation: words,
});

const outcome = z.enum(['eligible', 'ineligible', 'refer']);
const answer = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const record = z.record(field, answer);

/** What must come out for some answers: publishing is refused while one fails. */
const example = z.strictObject({
	name: z.string().min(3),
	/** The day somebody asks, where a rule reads today: else the example would fail as days pass. */
	on: z.iso.date().optional(),
	/** To the questions; to fields of the pages, groups as lists of records; and what officers find. */
	answers: record,
	fields: z.record(field, z.union([answer, z.array(record)])).optional(),
	findings: record.optional(),
	outcome,
	/** The conditions that decided against or for a closer look. */
	because: z.array(slug).default([]),
	papers: z.array(slug).optional(),
	fee: z.int().nonnegative().optional(),
	/** The states it passes, from the first on. */
	route: z.array(slug).min(2).optional(),
});

/** The shape of a service's definition, as its file under `data/services/` and its published versions have it. */
export const definition = z.strictObject({
	id: slug,
	title: words,
	summary: words,
	/** What people call it, in any language, for the search. */
	synonyms: z.array(z.string().min(2)).min(2),
	audience: z.array(z.enum(['resident', 'business'])).min(1),
	events: z.array(z.enum(events)).min(1),
	/** Who gives it: the province, or each kabupaten and kota, by the office with this function. */
	provider: z.strictObject({ tier: z.enum(['province', 'regency']), function: slug }),
	legalBasis: z.array(basis).min(1),
	/** How sure it must be who applies. */
	minimumLevel: z.enum(['contact', 'nik', 'verified']),
	standard,
	questions: z.array(question).default([]),
	named: z.record(field, rule).default({}),
	eligibility: z.array(condition).default([]),
	papers: z.array(paper).default([]),
	fees: z.array(fee).default([]),
	/** How it runs; without, it is applied for at the office and its page says so. */
	process: process.optional(),
	examples: z.array(example).min(2),
	/** What is not certain about it, said on its page. */
	caution: words.optional(),
});

export type Definition = z.output<typeof definition>;
export type Words = z.output<typeof words>;
export type Question = Definition['questions'][number];
export type Outcome = z.output<typeof outcome>;
