import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { band } from '../framework/framework.ts';
import { readDecimal } from './exact.ts';

/** What others published about scores and ranks, with where it was found. Shown beside what is computed here, never mixed. */
const words = z.strictObject({ id: z.string().min(1), en: z.string().min(1) });
const amount = z.string().refine((text) => readDecimal(text) !== undefined, 'a decimal number with a point');
const count = z.int().nonnegative();
const result = z.strictObject({
	who: z.union([z.strictObject({ pemda: z.string() }), z.strictObject({ name: words })]),
	asOf: z.iso.date(),
	/** How exactly the source dates it: of a year or month the last day stands in `asOf`. */
	precision: z.enum(['day', 'month', 'year']),
	source: z.string(),
	measure: z.enum(['rank', 'within', 'score', 'below', 'area', 'count', 'documents', 'spi', 'findings']),
	rank: count.optional(),
	within: count.optional(),
	of: count.optional(),
	scope: z.enum(['national', 'provincial']).optional(),
	value: amount.optional(),
	area: words.optional(),
	documents: z
		.strictObject({ required: count, uploaded: count, rejected: count, unverified: count })
		.optional(),
	note: words.optional(),
});
const needs = {
	rank: 'rank',
	within: 'within',
	score: 'value',
	below: 'value',
	area: 'area',
	count: 'value',
	documents: 'documents',
	spi: 'value',
	findings: 'value',
} as const;

export const published = z
	.strictObject({ sources: z.record(z.string(), z.string()), results: z.array(result) })
	.superRefine(({ sources, results }, context) => {
		for (const [index, one] of results.entries()) {
			const path = ['results', index];
			if (!(one.source in sources))
				context.addIssue({ code: 'custom', path, message: `no source ${one.source}` });
			if (one[needs[one.measure]] === undefined) {
				context.addIssue({ code: 'custom', path, message: `${one.measure} without ${needs[one.measure]}` });
			}
		}
	});
export type Result = z.infer<typeof result> & { address: string };

const bands = z.record(
	z.enum(['spi', 'skm', 'ombudsman']),
	z.strictObject({ source: z.string(), bands: z.array(band).min(1) }),
);
const folder = new URL('../../../data/renaksi/', import.meta.url);
let results: Promise<Result[]> | undefined;
let knownBands: Promise<z.infer<typeof bands>> | undefined;

/** Everything that was published, newest first. From memory. */
export function listPublished(): Promise<Result[]> {
	results ??= readResults();
	return results;
}

async function readResults(): Promise<Result[]> {
	const { sources, results: all } = published.parse(await readJson('published.json'));
	return all
		.map((one) => ({ ...one, address: sources[one.source] ?? '' }))
		.sort((a, b) => (a.asOf < b.asOf ? 1 : a.asOf > b.asOf ? -1 : 0));
}

/** Bands of other figures shown beside scores: the integrity survey, satisfaction, the Ombudsman. From memory. */
export function readBands(): Promise<z.infer<typeof bands>> {
	knownBands ??= readJson('bands.json').then((read) => bands.parse(read));
	return knownBands;
}

async function readJson(name: string): Promise<unknown> {
	return JSON.parse(await readFile(new URL(name, folder), 'utf8'));
}
