import { listClockRules } from '#casework';
import { managedBy } from '#identity';
import { officerOf } from '#lib/officer.ts';
import { Refusal } from '#platform/refusal';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	if (managedBy(officerOf(locals)).length === 0) throw new Refusal('forbidden', 'identity/not-yours');
	return { rules: await listClockRules() };
};
