import { Refusal } from '#platform/refusal';
import { listPemda, type Pemda, province } from '#regions';
import { type Form, one } from './read-form.ts';

/**
 * The government a request is about: `12`, `12.01` … `12.78`. Its jurisdiction is its area, whoever of the three tiers
 * answers for a thing in it. Refuses `open311/jurisdiction-missing` (400) and `open311/no-such-jurisdiction` (404).
 */
export async function getJurisdiction(form: Form): Promise<Pemda> {
	const code = one(form, 'jurisdiction_id');
	if (!code) throw new Refusal('invalid', 'open311/jurisdiction-missing');
	const pemda = (await listPemda()).find((one) => one.code === code);
	if (!pemda) throw new Refusal('not-found', 'open311/no-such-jurisdiction');
	return pemda;
}

/** Whether a place lies in it. */
export function liesIn(region: string, jurisdiction: Pemda): boolean {
	return jurisdiction.code === province || region.startsWith(jurisdiction.code);
}
