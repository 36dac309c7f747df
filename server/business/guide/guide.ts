import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { parts } from '#services';
import { riskScales } from '../kbli.ts';

const { basis, field, options, rule, slug, words } = parts;

/** Its rules are checked over the fields they may name by the test beside this file. */
const question = z.strictObject({
	id: field,
	kind: z.enum(['boolean', 'choice', 'number']),
	label: words,
	hint: words.optional(),
	options,
	when: rule.optional(),
});

/** One thing a business needs: by a service of this platform, or elsewhere with its own days and fee. */
const permit = z
	.strictObject({
		id: slug,
		title: words,
		about: words,
		tier: z.enum(['national', 'province', 'regency']),
		when: rule,
		/** A service of the platform; its fee and days come from its definition, asked with these answers. */
		service: slug.optional(),
		answers: z.record(field, rule).optional(),
		/** A service that helps with what is done elsewhere. */
		help: slug.optional(),
		/** Elsewhere: who gives it, by words, or by the function of an office of the regency or the province. */
		office: words.optional(),
		function: slug.optional(),
		url: z.url().optional(),
		/** Null where nobody can say. 0 is the same day. */
		workingDays: z.int().nonnegative().nullable().optional(),
		/** In whole rupiah; null where nobody can say. */
		fee: z.int().nonnegative().nullable().optional(),
		/** Those that must be there before, where they are needed at all. */
		after: z.array(slug),
		basis,
	})
	.refine(
		({ service, office, function: of, workingDays, fee }) =>
			service
				? workingDays === undefined && fee === undefined
				: (office ?? of) && workingDays !== undefined && fee !== undefined,
		'a service, or an office with days and fee',
	);

const size = z.strictObject({
	id: z.enum(['micro', 'small', 'medium', 'large']),
	risk: z.enum(riskScales),
	/** Capital in rupiah, without land and buildings, up to which it is this size. */
	upTo: z.int().positive().nullable(),
	label: words,
});

export const guideShape = z.strictObject({
	source: z.string(),
	scales: z.array(size).length(4),
	scalesBasis: basis,
	tags: z.array(z.strictObject({ id: field, prefixes: z.array(z.string().regex(/^\d{2,5}$/)).min(1) })),
	questions: z.array(question),
	named: z.record(field, rule),
	permits: z.array(permit),
	examples: z.array(
		z.strictObject({
			name: z.string().min(3),
			kbli: z.string().regex(/^\d{5}$/),
			scale: z.enum(['micro', 'small', 'medium', 'large']),
			answers: z.record(field, z.union([z.string(), z.number(), z.boolean()])),
			permits: z.array(slug),
		}),
	),
});

export type Guide = z.output<typeof guideShape>;
export type Permit = Guide['permits'][number];
export type Size = Guide['scales'][number];
export type GuideQuestion = Guide['questions'][number];

/** What ships in `data/business/guide.json`, read once: a wrong file stops the start and is named. */
export const guide: Guide = guideShape.parse(
	JSON.parse(readFileSync(new URL('../../../data/business/guide.json', import.meta.url), 'utf8')),
);

/** Which tags a class of business has, by the beginnings of its code. */
export function tagsOf(code: string): Record<string, boolean> {
	return Object.fromEntries(
		guide.tags.map(({ id, prefixes }) => [id, prefixes.some((prefix) => code.startsWith(prefix))]),
	);
}
