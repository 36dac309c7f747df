import { isLeader, overseenBy } from '#identity';
import { officerOf } from '#lib/officer.ts';
import { Refusal } from '#platform/refusal';
import { getPemda, listPemda, province } from '#regions';
import { comfortable, getProgress, largeGap, listDivergence, listPublishedOf } from '#renaksi';
import type { PageServerLoad } from './$types';

const mostOffices = 25;

export const load: PageServerLoad = async ({ locals }) => {
	const officer = officerOf(locals);
	if (!isLeader(officer)) throw new Refusal('forbidden', 'identity/no-desk');
	const { lang } = locals;
	const [post] = officer.holdings;
	const overseen = post && overseenBy(post);
	const pemda = overseen && overseen !== '*' ? overseen : (post?.pemda ?? province);
	const compared =
		pemda === province
			? (await listPemda()).map(({ code }) => code).filter((code) => code.startsWith(province))
			: [pemda];
	const [{ outlook, schedule, offices }, lines, published] = await Promise.all([
		getProgress(pemda),
		listDivergence(compared),
		listPublishedOf(pemda),
	]);
	return {
		...{ pemda, schedule },
		name: (await getPemda(pemda)).name,
		rule: { gap: largeGap, paper: comfortable },
		offices: offices.slice(0, mostOffices),
		published: published
			.filter(({ measure, precision }) => measure === 'score' && precision === 'year')
			.map(({ asOf, value = '' }) => ({ label: asOf.slice(0, 4), value: Number(value) }))
			.reverse(),
		divergence: lines
			.filter((line) => line.pemda === pemda || line.paper !== null)
			.map(({ spi, ...line }) => ({ ...line, spi: spi && { ...spi, band: spi.band.name[lang] } }))
			.sort((a, b) => b.reasons.length - a.reasons.length || (b.gap ?? -100) - (a.gap ?? -100)),
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
