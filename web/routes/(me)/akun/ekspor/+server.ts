import { exportOwnApplications } from '#applications';
import { exportOwnCases } from '#casework';
import { exportAccount } from '#identity';
import { residentOf } from '#lib/resident.ts';
import { exportOwn } from '#people';
import { now } from '#platform/clock';
import { dayOf } from '#platform/workdays';
import { listConsents, listOwnProviders } from '#sso';
import type { RequestHandler } from './$types';

/** Everything held about the resident who asks, as one JSON file (UU 27/2022, Pasal 7). */
export const GET: RequestHandler = async ({ locals }) => {
	const resident = residentOf(locals);
	const [account, people, cases, applications, apps, providers] = await Promise.all([
		exportAccount(resident),
		exportOwn(resident),
		exportOwnCases(resident),
		exportOwnApplications(resident),
		listConsents(resident),
		listOwnProviders(resident),
	]);
	const linked = providers.filter(({ link }) => link);
	const at = now();
	const everything = {
		format: 'ssp-own-data/1',
		exportedAt: at,
		account,
		...people,
		cases,
		applications,
		apps,
		providers: linked,
	};
	return new Response(JSON.stringify(everything, null, '\t'), {
		headers: {
			'content-type': 'application/json; charset=utf-8',
			'content-disposition': `attachment; filename="data-saya-${dayOf(at)}.json"`,
			'cache-control': 'no-store',
		},
	});
};
