import { now } from '#platform/clock';
import { Refusal } from '#platform/refusal';
import type { Officer, Resident } from './actor.ts';
import { selectRules } from './store/rules.ts';

/**
 * Dangerous acts need a factor shown within the minutes the installation decided (`fresh-minutes`). Refuses
 * `identity/not-fresh`; a form then asks for the factor beside what was typed, a page leads to `/masuk/lagi`.
 */
export async function requireFresh(actor: Officer | Resident): Promise<void> {
	if (!(await isFresh(actor))) throw new Refusal('forbidden', 'identity/not-fresh');
}

export async function isFresh(actor: Officer | Resident): Promise<boolean> {
	const minutes = (await selectRules()).find(({ code }) => code === 'fresh-minutes')?.value ?? '0';
	return now().getTime() - actor.freshAt.getTime() <= Number(minutes) * 60_000;
}
