import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { readDecimal } from '../score/exact.ts';

const adds = z.int().min(0).max(100);
const shape = z.strictObject({
	source: z.string().min(1),
	/** What each reason adds to the risk of evidence that waits. */
	risk: z.strictObject({
		/** The document is worth at least so many points of the total. */
		worth: z.strictObject({ adds, fromPoints: z.string().refine((text) => readDecimal(text) !== undefined) }),
		/** The document was rejected before. */
		again: z.strictObject({ adds }),
		/** One of its files, byte for byte, stands in earlier evidence of the same government. */
		'same-file': z.strictObject({ adds }),
		/** The framework takes evidence for so many days more, or no longer. */
		deadline: z.strictObject({ adds, days: z.int().positive() }),
		/** Of what was judged in this plan at least this share was rejected. */
		'often-rejected': z.strictObject({
			adds,
			fromPercent: z.int().min(1).max(100),
			leastJudged: z.int().positive(),
		}),
	}),
	workload: z.strictObject({ days: z.int().positive() }),
	/** The share of judged evidence that a second verifier judges too. */
	sample: z.strictObject({ percent: z.int().min(0).max(100), seed: z.string().min(1) }),
});

/** `data/renaksi/verification.json`: how the queue is ordered and how much is judged twice. A fault stops the start. */
export const verificationRules = shape.parse(
	JSON.parse(readFileSync(new URL('../../../data/renaksi/verification.json', import.meta.url), 'utf8')),
);

/** In the order in which they are shown. */
export const riskReasons = ['same-file', 'again', 'worth', 'deadline', 'often-rejected'] as const;
export type RiskReason = (typeof riskReasons)[number];

/** How much the reasons that apply add up to. */
export const riskOf = (reasons: readonly RiskReason[]): number =>
	reasons.reduce((total, one) => total + verificationRules.risk[one].adds, 0);
