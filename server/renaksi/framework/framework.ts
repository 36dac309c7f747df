import { z } from 'zod';
import { readDecimal } from '../score/exact.ts';

/**
 * What a year asks of a government: areas → indicators → sub-indicators → documents. A file under
 * `data/renaksi/frameworks/`, or what somebody imports; never code. `source` names where an element's wording is from,
 * `weightSource` where its weight is; null says that it is not from a source.
 */
const words = z.strictObject({ id: z.string().min(1), en: z.string().min(1) });
const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);
const amount = z.string().refine((text) => readDecimal(text) !== undefined, 'a decimal number with a point');
const source = z.string().min(1).nullable();
const element = { id, name: words, source, weightSource: source };
const weighted = { ...element, weight: amount.nullable() };

const document = z.strictObject({ ...element, points: amount.nullable() });
const sub = z.strictObject({ ...weighted, documents: z.array(document).min(1) });
const indicator = z.strictObject({
	...weighted,
	/** Sasaran: what several indicators are for. */
	objective: words.optional(),
	aspect: id.optional(),
	subs: z.array(sub).min(1),
});
const area = z.strictObject({
	...weighted,
	/** The function of the office that answers for it, as offices have it. */
	owner: z.string().min(1),
	indicators: z.array(indicator).min(1),
});

/** Bands by where they begin, lowest first: a value belongs to the last one that begins at or below it. */
export const band = z.strictObject({ id: z.string().min(1), from: amount, name: words });

export const framework = z.strictObject({
	id,
	years: z.array(z.int().min(2000).max(2100)).min(1),
	levels: z.array(z.enum(['province', 'regency', 'city'])).min(1),
	name: words,
	note: words,
	opensAt: z.iso.datetime({ offset: true }),
	/** From this instant on no evidence is taken. */
	closesAt: z.iso.datetime({ offset: true }),
	closesSource: source,
	verifier: words,
	aspects: z.array(z.strictObject({ id, name: words, source })),
	zones: z.array(band).min(1),
	zonesSource: source,
	sources: z.record(z.string(), z.string()),
	areas: z.array(area).min(1),
});

export type Framework = z.infer<typeof framework>;

/** The last moment in which anything is taken. */
export const lastMoment = ({ closesAt }: Framework): Date => new Date(Date.parse(closesAt) - 1);
export type Area = z.infer<typeof area>;
export type Indicator = z.infer<typeof indicator>;
export type Sub = z.infer<typeof sub>;
export type Document = z.infer<typeof document>;
export type Band = z.infer<typeof band>;
export type Words = z.infer<typeof words>;
