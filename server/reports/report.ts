import { z } from 'zod';
import { classes, privacies } from '#casework';

/** The longest text of a report, in characters as Open311 has it. */
export const longestText = 4000;
export const mostFiles = 5;

const readable = (text: string) => text.isWellFormed() && !text.includes('\u0000');
const text = (least: number, most: number, key: string) =>
	z
		.string({ error: `refusal.reports.${key}-missing` })
		.trim()
		.refine(readable, `refusal.reports.${key}-unreadable`)
		.refine((value) => value.length >= least, `refusal.reports.${key}-missing`)
		.refine((value) => value.length <= most, `refusal.reports.${key}-too-long`);
const maybe = (most: number, key: string) => text(0, most, key).default('');

/** Each question of the form and what counts as its answer; the message of an error is its key. */
export const questions = {
	text: text(10, longestText, 'text'),
	title: maybe(150, 'title'),
	class: z.enum(classes, { error: 'refusal.reports.class-missing' }),
	subject: z
		.string({ error: 'refusal.reports.subject-missing' })
		.regex(/^[a-z-]+\.[a-z-]+$/, 'refusal.reports.subject-missing'),
	assetClass: z
		.string()
		.regex(/^[a-z-]{1,40}$/, 'refusal.reports.asset-missing')
		.nullable()
		.default(null),
	attributes: z
		.record(z.string().max(60), z.union([z.string().max(500), z.array(z.string().max(500)).max(30)]))
		.default({}),
	/** Null when the person does not know where it is. */
	region: z
		.string()
		.regex(/^\d{2}(\.\d{2}){0,2}(\.\d{4})?$/, 'refusal.reports.region-missing')
		.nullable(),
	lat: z
		.number({ error: 'refusal.reports.place-wrong' })
		.min(-11, 'refusal.reports.place-wrong')
		.max(7, 'refusal.reports.place-wrong')
		.nullable()
		.default(null),
	lon: z
		.number({ error: 'refusal.reports.place-wrong' })
		.min(94, 'refusal.reports.place-wrong')
		.max(142, 'refusal.reports.place-wrong')
		.nullable()
		.default(null),
	place: maybe(300, 'place'),
	privacy: z.enum(privacies, { error: 'refusal.reports.privacy-missing' }),
	name: maybe(120, 'name'),
	email: z
		.union([z.literal(''), z.email('refusal.reports.email-wrong').max(254)], {
			error: 'refusal.reports.email-wrong',
		})
		.default(''),
	phone: z
		.union([z.literal(''), z.string().regex(/^[+0-9][0-9 ()-]{6,19}$/, 'refusal.reports.phone-wrong')], {
			error: 'refusal.reports.phone-wrong',
		})
		.default(''),
} as const;

export const report = z.object(questions);
/** A report as a person gave it, whole and checked. */
export type Report = z.output<typeof report>;
export type Answers = Partial<Report>;
export type QuestionName = keyof typeof questions;
