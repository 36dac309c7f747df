import { listPerformance } from '#casework';
import { listChildren } from '#regions';
import type { PageServerLoad } from './$types';

const yearDays = 365;
const byName = new Intl.Collator('id').compare;

export const load: PageServerLoad = async () => {
	const [regions, measured] = await Promise.all([listChildren(), listPerformance({ days: yearDays })]);
	const onTime = new Map(measured.map(({ pemda, onTime: good, due }) => [pemda, { good, due }]));
	return {
		rows: regions
			.map(({ code, officialName, population, areaKm2 }) => ({
				...{ code, name: officialName, population, areaKm2, onTime: onTime.get(code) ?? null },
			}))
			.sort((a, b) => byName(a.name, b.name)),
	};
};
