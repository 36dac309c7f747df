import { officerOf } from '#lib/officer.ts';
import { providerActions } from '#lib/provider-actions.ts';
import { listOwnProviders } from '#sso';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => ({
	providers: await listOwnProviders(officerOf(locals)),
});

export const actions = providerActions('/meja/akun/penyedia');
