import { z } from 'zod';
import { basis, field, fitsKind, options, rule, slug, words } from './parts.ts';

/**
 * How a service runs once somebody applies: what is asked, which states an application passes, who moves it, what it
 * gives in the end. Rules of a process see the answers of the questions, of the pages, and the findings of officers.
 */

/** Who may move an application: roles of identity, the applicant, or the platform itself. */
export const movers = [
	'applicant',
	'system',
	'officer',
	'triage',
	'office-head',
	'secretary',
	'regional-head',
] as const;

/** How carefully a field is kept: `sensitive` is specific personal data (UU 27/2022, Pasal 4). */
const privacy = z.enum(['plain', 'personal', 'sensitive']);

const leaf = z
	.strictObject({
		/** Stable over versions: answers are kept by it. */
		id: field,
		kind: z.enum([
			...(['boolean', 'choice', 'number', 'money', 'day', 'text', 'long-text', 'email', 'phone'] as const),
			/** A kabupaten, kota, kecamatan, desa or kelurahan by its code; a point on the map; a KBLI code. */
			...(['region', 'point', 'kbli'] as const),
		]),
		label: words,
		hint: words.optional(),
		options,
		/** Must be answered when this holds; always without. `false`: may stay empty. */
		required: rule.optional(),
		/** Asked only when this holds. */
		when: rule.optional(),
		/** Of numbers and money (whole rupiah) their least and most, of text its letters. */
		least: z.number().optional(),
		most: z.number().optional(),
		privacy: privacy.default('plain'),
		/** Roles that read it beside the applicant; without, every role of the process. */
		readableBy: z.array(z.enum(movers)).min(1).optional(),
		/** What government knows already; the applicant sees from where, and may change it where `editable`. */
		prefill: z
			.strictObject({
				from: z.enum(['person', 'business', 'account']),
				path: z.enum([
					...(['name', 'nik', 'birthDate', 'region', 'email', 'phone'] as const),
					...(['nib', 'npwp', 'businessName', 'kbli'] as const),
				]),
				editable: z.boolean(),
			})
			.optional(),
	})
	.refine(fitsKind, 'a choice has options');

/** The same fields several times: each record of the group has all of them. */
const group = z.strictObject({
	id: field,
	kind: z.literal('group'),
	label: words,
	hint: words.optional(),
	when: rule.optional(),
	least: z.int().nonnegative(),
	most: z.int().positive().max(50),
	fields: z.array(leaf).min(1),
});

const page = z.strictObject({
	id: slug,
	title: words,
	when: rule.optional(),
	/** One question by default. */
	fields: z
		.array(z.union([leaf, group]))
		.min(1)
		.max(80),
});

/** Limits of the files a paper is sent as; papers without a row here take the platform's own. */
const files = z.strictObject({
	paper: slug,
	most: z.int().positive().max(10).default(3),
	types: z.array(z.enum(['pdf', 'jpeg', 'png'])).min(1),
	/** A file no scanner can open is refused, or flagged to the officer. */
	unscannable: z.enum(['refuse', 'flag']).default('flag'),
});

const state = z.strictObject({
	id: slug,
	label: words,
	/** What the applicant reads while it is here: what happens, and what they can do. */
	next: words,
	/** Who holds it. The clock runs with officers and the system, and stands still with the applicant. */
	kind: z.enum(['applicant', 'officer', 'system', 'end']),
	/** Of an end. */
	outcome: z.enum(['granted', 'refused', 'withdrawn', 'lapsed']).optional(),
	/** Working days it may stay here; of an applicant's state, until it lapses. */
	workingDays: z.int().positive().optional(),
	/** The law that allows these days beyond what the standard promises: more time, told with its reason. */
	extension: basis.optional(),
	/** Held by another office than the one that was applied to. */
	office: z.strictObject({ tier: z.enum(['same', 'province', 'regency']), function: slug }).optional(),
	/** What an officer ticks before it may leave. */
	checklist: z.array(z.strictObject({ id: slug, label: words })).optional(),
	/** What an officer finds here, for later rules, fees and documents: an inspection, a measured size. */
	findings: z.array(leaf).optional(),
	/** An officer goes there: a day, a place, photos as evidence. */
	inspection: z.boolean().default(false),
});

const transition = z.strictObject({
	id: slug,
	label: words,
	from: z.array(slug).min(1),
	to: slug,
	by: z.array(z.enum(movers)).min(1),
	/** When the system takes it: on entering, all paid, opinions joined or refused, the state's time over. */
	on: z.enum(['entered', 'settled', 'joined', 'objected', 'expired']).optional(),
	guard: rule.optional(),
	/** Not by who moved it here: the second pair of eyes. */
	fourEyes: z.boolean().default(false),
	requires: z.array(z.enum(['reason', 'checklist', 'findings', 'correction'])).default([]),
	/** `invoice` bills the fees; `issue:OUTPUT` gives the document; `book:RESOURCE` asks for a visit. */
	effects: z
		.array(
			z.union([
				z.literal('invoice'),
				z.templateLiteral(['issue:', slug]),
				z.templateLiteral(['book:', slug]),
			]),
		)
		.default([]),
	/** The law that grants by silence, of a transition on `expired` to a granted end (UU 30/2014, Pasal 53). */
	deemed: basis.optional(),
});

/** Opinions asked of several offices at once when a state is entered; the system moves on when they have joined. */
const fork = z.strictObject({
	at: slug,
	branches: z
		.array(
			z.strictObject({
				id: slug,
				label: words,
				office: z.strictObject({ tier: z.enum(['same', 'province', 'regency']), function: slug }),
				workingDays: z.int().positive(),
			}),
		)
		.min(2),
	/** All, any, or so many agree. */
	join: z.union([z.literal('all'), z.literal('any'), z.int().positive()]),
	/** An objection ends the waiting at once, or all are collected first. */
	onRefusal: z.enum(['stop', 'collect']),
});

const output = z.strictObject({
	id: slug,
	title: words,
	/** The sentence of the document; `{field}` stands for an answer or a finding. */
	body: words,
	/** What it certifies, line by line. */
	lines: z.array(z.strictObject({ label: words, value: rule })).min(1),
	/** Sensitive fields it prints: each on a legal ground, or masked. */
	prints: z
		.array(z.strictObject({ field, basis: basis.optional(), masked: z.literal(true).optional() }))
		.optional(),
	/** The pattern of its number: {seq}, {seq:4}, {office}, {pemda}, {month}, {roman}, {year}. A series never has a gap. */
	series: slug,
	number: z
		.string()
		.min(5)
		.regex(/\{seq(:\d)?\}/),
	/** Until when it holds, from the day of issue; without, for good. */
	valid: z.strictObject({ amount: z.int().positive(), unit: z.enum(['year', 'month', 'day']) }).optional(),
	renewal: z
		.strictObject({ opensDaysBefore: z.int().positive(), remindDaysBefore: z.array(z.int().positive()) })
		.optional(),
});

/** Something that is visited at a time: a counter, an examiner. Never more than its capacity. */
const resource = z.strictObject({
	id: slug,
	label: words,
	minutes: z.int().positive(),
	capacity: z.int().positive(),
	/** Monday is 1. */
	hours: z.array(z.strictObject({ day: z.int().min(1).max(7), from: z.iso.time(), to: z.iso.time() })).min(1),
});

export const process = z.strictObject({
	pages: z.array(page).max(60).default([]),
	files: z.array(files).default([]),
	/** Who signs beside the applicant, by a group of the pages whose records name an e-mail. */
	signatories: field.optional(),
	/** The first is where a sent application begins. */
	states: z.array(state).min(2).max(60),
	transitions: z.array(transition).min(1).max(200),
	forks: z.array(fork).max(20).default([]),
	outputs: z.array(output).max(20).default([]),
	resources: z.array(resource).default([]),
	/** Whether the applicant is asked the nine questions of PermenPANRB 14/2017 at the end. */
	survey: z.boolean().default(true),
	/** How long answers and files are kept after the end. */
	retentionYears: z.int().positive(),
});

export type Process = z.output<typeof process>;
export type Page = z.output<typeof page>;
export type Leaf = z.output<typeof leaf>;
export type Group = z.output<typeof group>;
export type State = z.output<typeof state>;
export type Transition = z.output<typeof transition>;
export type Fork = z.output<typeof fork>;
export type Output = z.output<typeof output>;
export type Resource = z.output<typeof resource>;
