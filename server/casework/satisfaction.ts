import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type Element, elements } from './rate-case.ts';

const asked = z
	.object({ elements: z.array(z.enum(elements)).min(1) })
	.parse(JSON.parse(readFileSync(new URL('../../data/satisfaction.json', import.meta.url), 'utf8')));

/** Which of the nine elements of PermenPANRB 14/2017 a report's person is asked about; the data file says which apply. */
export function listSatisfactionElements(): readonly Element[] {
	return asked.elements;
}
