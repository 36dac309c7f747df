import { readFile } from 'node:fs/promises';
import { z } from 'zod';

/** Numbers this room goes by that no framework names: `data/renaksi/rules.json`, each with its source or the reason for it. */
const said = { source: z.string().nullable(), note: z.string().min(1) };
const rules = z.strictObject({
	reminders: z.strictObject({
		...said,
		/** Calendar days before the last day, each once. */
		daysBefore: z.array(z.int().min(0).max(366)).min(1),
		/** Asia/Jakarta. */
		atHour: z.int().min(0).max(23),
	}),
	schedule: z.strictObject({ ...said, crowdedPercent: z.int().min(1).max(100) }),
	evidence: z.strictObject({ ...said, earlierDays: z.int().min(0).max(3660) }),
});
export type Rules = z.infer<typeof rules>;

let known: Promise<Rules> | undefined;

/** From memory. A file with a fault stops the start, named. */
export function readRules(): Promise<Rules> {
	known ??= readFile(new URL('../../data/renaksi/rules.json', import.meta.url), 'utf8').then((text) =>
		rules.parse(JSON.parse(text)),
	);
	return known;
}
