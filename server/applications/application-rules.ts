import { readFileSync } from 'node:fs';
import { z } from 'zod';

const shape = z.object({
	/** Working days before the last day of a term that grants by silence, on whose morning the office is warned. */
	warningWorkingDays: z.array(z.int().nonnegative()),
	/** To pay an invoice, where the state that waits for it has no term. */
	paymentWorkingDays: z.int().positive(),
	/** Promised where a service standard counts in hours or minutes: an application is not answered on the spot. */
	promiseFallbackWorkingDays: z.int().positive(),
	/** By which law answers and files are taken out once their term has passed. */
	retention: z.object({ basis: z.string(), source: z.string() }),
});

/** Rules of the engine that are facts, not code. */
export const applicationRules = shape.parse(
	JSON.parse(readFileSync(new URL('../../data/application-rules.json', import.meta.url), 'utf8')),
);

/** The law by which answers and files go once their term has passed, as pages name it. */
export const retentionBasis = applicationRules.retention.basis;
