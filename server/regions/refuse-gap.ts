import { Refusal } from '#platform/refusal';
import { rank } from './find-responsible.ts';
import { type Responsibility, rulesFor } from './responsibility.ts';
import { snapshot } from './snapshot.ts';

/** Something no rule knows by name: only whoever sorts what is unclear answers for it. */
const unknown = 'unknown.unknown';

/**
 * A request must reach a desk whatever it is about: refuses `regions/rule-needed` when, without the rule and with what
 * takes its place from a day on, a government would have nobody who sorts what is unclear.
 */
export async function refuseGap(
	withoutId: string,
	by: { validFrom: string } & Partial<Responsibility>,
): Promise<void> {
	const facts = await snapshot();
	const isWhole = (rule: typeof by): rule is Responsibility => rule.id !== undefined;
	const left = [...facts.rules.filter(({ id }) => id !== withoutId), ...(isWhole(by) ? [by] : [])];
	for (const region of facts.pemda.keys()) {
		if (!facts.regions.has(region)) continue;
		const answers = rank(facts, rulesFor(left, { subject: unknown, region }, by.validFrom), region);
		if (answers.length === 0) throw new Refusal('conflict', 'regions/rule-needed');
	}
}
