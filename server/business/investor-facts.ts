import { listPerformance, wholeGovernment } from '#casework';
import { now } from '#platform/clock';
import { Refusal } from '#platform/refusal';
import { findRegion, type Region } from '#regions';
import { getService, listServices } from '#services';
import { countEnterprises } from './store/enterprises.ts';
import { countTenders } from './tenders/list-tenders.ts';

/** What an investor asks of a place, from what this platform itself holds: a number without records is not here. */
export type InvestorFacts = {
	region: Region;
	/** Reports of a year that were answered by their legal day, of those that should have been; null before any was measured. */
	onTime: { onTime: number; due: number; medianHours: number | null; asOf: string; measuredAt: Date } | null;
	/** Services for business the regency or the province gives, with the days they promise. */
	services: { id: string; title: string; tier: 'province' | 'regency'; days: number | null }[];
	tenders: number;
	enterprises: { scale: string; count: number }[];
	asOf: Date;
};

const yearDays = 365;

/** Refuses `business/not-a-regency`. */
export async function getInvestorFacts(code: string, lang: 'id' | 'en'): Promise<InvestorFacts> {
	const region = /^12\.\d{2}$/.test(code) ? await findRegion(code) : undefined;
	if (!region) throw new Refusal('not-found', 'business/not-a-regency');
	const [measured, services, tenders, enterprises] = await Promise.all([
		listPerformance({ days: yearDays, pemda: code }),
		listServices({ lang, audience: 'business' }),
		countTenders({ pemda: code, open: true }),
		countEnterprises(code),
	]);
	const whole = measured.find(({ officeId }) => officeId === wholeGovernment);
	return {
		region,
		onTime: whole
			? {
					...{ onTime: whole.onTime, due: whole.due, medianHours: whole.medianHours },
					...{ asOf: whole.asOf, measuredAt: whole.measuredAt },
				}
			: null,
		services: await Promise.all(
			services.map(async ({ id, title, tier }) => ({ id, title, tier, days: await promisedDays(id) })),
		),
		...{ tenders, enterprises, asOf: now() },
	};
}

async function promisedDays(id: string): Promise<number | null> {
	const { amount, unit } = (await getService(id)).definition.standard.duration;
	return unit === 'working-day' || unit === 'day' ? amount : 0;
}
