import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { allClasses } from './case.ts';

const shape = z.object({
	/** Whether an answer to this class needs evidence, or a written reason why there is none. */
	evidence: z.record(z.enum([...allClasses, 'application']), z.boolean()),
	/** `hidden`: a report put away for this is never public. */
	archiveReasons: z.array(z.object({ code: z.string(), legalBasis: z.string(), hidden: z.boolean() })),
	/** Further from the case's place than this, a picture is flagged. */
	farMetres: z.int().positive(),
	/** Files that can be attached at once. */
	mostFiles: z.int().positive(),
});

/** Rules of casework that are facts, not code. */
export const caseRules = shape.parse(
	JSON.parse(readFileSync(new URL('../../data/case-rules.json', import.meta.url), 'utf8')),
);

/** Why a report can be put away without being solved. */
export const archiveReasons: readonly string[] = caseRules.archiveReasons.map((reason) => reason.code);
