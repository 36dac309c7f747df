import { isLeader, overseenBy } from '#identity';
import { officerOf } from '#lib/officer.ts';
import { Refusal } from '#platform/refusal';
import { getPemda, listPemda, province } from '#regions';
import { getOutlook, getSchedule, listDivergence } from '#renaksi';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const officer = officerOf(locals);
	if (!isLeader(officer)) throw new Refusal('forbidden', 'identity/no-desk');
	const { lang } = locals;
	const [post] = officer.holdings;
	const overseen = post && overseenBy(post);
	const pemda = overseen && overseen !== '*' ? overseen : (post?.pemda ?? province);
	const outlook = await getOutlook(pemda);
	const compared = pemda === province ? (await listPemda()).map(({ code }) => code) : [pemda];
	const lines = await listDivergence(compared);
	const schedule = outlook ? await getSchedule({ pemda, year: outlook.year }) : undefined;
	return {
		...{ pemda, schedule },
		name: (await getPemda(pemda)).name,
		divergence: lines
			.filter((line) => line.pemda === pemda || line.paper !== null)
			.map(({ spi, ...line }) => ({ ...line, spi: spi && { ...spi, band: spi.band.name[lang] } }))
			.sort((a, b) => Number(b.isFlagged) - Number(a.isFlagged) || (b.gap ?? -100) - (a.gap ?? -100)),
		outlook: outlook
			? {
					...outlook,
					zone: { id: outlook.zone.id, name: outlook.zone.name[lang] },
					next: outlook.next && { zone: outlook.next.zone.name[lang], points: outlook.next.points },
					gains: outlook.gains.map((one) => ({ ...one, name: one.name[lang] })),
				}
			: null,
	};
};
