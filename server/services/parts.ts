import { z } from 'zod';
import type { Rule } from '#rules';

/** Small shapes that every part of a definition is made of. */
export const words = z.strictObject({ id: z.string().trim().min(1), en: z.string().trim().min(1) });
export const slug = z.string().regex(/^[a-z][a-z0-9-]{1,60}$/);
export const field = z.string().regex(/^[a-z][A-Za-z0-9]{0,40}$/);
/** Read as a rule by the linter, which knows the fields it may name. */
export const rule = z.custom<Rule>((value) => value !== undefined, 'a rule');

/** What a choice offers. */
export const options = z
	.array(z.strictObject({ value: slug, label: words }))
	.min(2)
	.optional();
export const fitsKind = (asked: { kind: string; options?: unknown }): boolean =>
	(asked.kind === 'choice') === (asked.options !== undefined);

/** A regulation, and whether the detail that rests on it was checked against its text. */
export const basis = z.strictObject({ text: z.string().min(3), certain: z.boolean() });
