import { formatNumber, listPerformance, listPublicCases, wholeGovernment } from '#casework';
import { toneOf } from '#lib/case-view.ts';
import { now } from '#platform/clock';
import { findRegion, findSubject } from '#regions';

const days = 90;
const newest = 4;

/** What happens in one government's area, or in the whole province: the public reports that moved last and how it answers. */
export async function findHappening(region: string | undefined, lang: 'id' | 'en') {
	const at = now();
	const [{ rows }, lines] = await Promise.all([
		listPublicCases(region ? { region } : {}, { limit: newest, order: 'changed' }),
		listPerformance(region ? { days, pemda: region } : { days }),
	]);
	const measured = lines.find((line) => line.pemda === (region ?? '*') && line.officeId === wholeGovernment);
	return {
		days,
		measured: measured && measured.filed > 0 ? measured : undefined,
		reports: await Promise.all(
			rows.map(async (row) => ({
				number: formatNumber(row.number),
				title: row.title ?? (await findSubject(row.subject))?.name[lang] ?? row.subject,
				where: await whereOf(row.region),
				status: row.status,
				tone: toneOf(row, at),
				changedAt: row.changedAt,
			})),
		),
	};
}

/** "Kelurahan Sei Renggas, Asahan". */
async function whereOf(code: string): Promise<string> {
	const region = await findRegion(code);
	if (!region) return code;
	const around = region.code === region.pemda ? undefined : await findRegion(region.pemda);
	return around ? `${region.officialName}, ${around.name}` : region.officialName;
}

export type Happening = Awaited<ReturnType<typeof findHappening>>;
