import { exportOwnApplications } from '#applications';
import { listBundles, listReminders } from '#business';
import { exportOwnCases } from '#casework';
import { exportOwnDocuments } from '#documents';
import { exportAccount } from '#identity';
import { residentOf } from '#lib/resident.ts';
import { exportOwnInvoices } from '#payments';
import { exportOwn } from '#people';
import { now } from '#platform/clock';
import { dayOf } from '#platform/workdays';
import { listConsents, listOwnProviders } from '#sso';
import type { RequestHandler } from './$types';

/** Everything held about the resident who asks, as one JSON file (UU 27/2022, Pasal 7). */
export const GET: RequestHandler = async ({ locals }) => {
	// One's own, also while acting for somebody else.
	const resident = { ...residentOf(locals), actsFor: null };
	const [account, people, cases, applications, documents, invoices, plans, reminders, apps, providers] =
		await Promise.all([
			exportAccount(resident),
			exportOwn(resident),
			exportOwnCases(resident),
			exportOwnApplications(resident),
			exportOwnDocuments(resident),
			exportOwnInvoices(resident),
			listBundles(resident),
			listReminders(resident),
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
		...{ applications, documents, invoices, plans, reminders },
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
