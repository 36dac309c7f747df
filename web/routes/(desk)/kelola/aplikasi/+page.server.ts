import { managedGovernment } from '#lib/managed-government.ts';
import { officerOf } from '#lib/officer.ts';
import { listApps } from '#sso';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const officer = officerOf(locals);
	const { pemda, name, governments } = await managedGovernment(officer, url);
	return {
		pemda,
		name,
		governments: governments.map((one) => ({ value: one.code, label: one.name })),
		apps: await listApps(officer, pemda),
	};
};
