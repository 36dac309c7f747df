import { providerActions } from '#lib/provider-actions.ts';
import { residentOf } from '#lib/resident.ts';
import { listOwnProviders } from '#sso';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => ({
	providers: await listOwnProviders(residentOf(locals)),
});

export const actions = providerActions('/akun/penyedia');
