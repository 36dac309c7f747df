import { countOpenings, getOverview, listSurges, type Overview, type Surge } from '#casework';
import { isLeader } from '#identity';
import { officeName, shortName } from '#lib/case-view.ts';
import { ledLine } from '#lib/lead-view.ts';
import { officerOf } from '#lib/officer.ts';
import { inOrder, linesOf, linesOfAll, withRanks } from '#lib/performance-view.ts';
import { Refusal } from '#platform/refusal';
import { findRegion, findSubject, getPemda, province } from '#regions';
import type { PageServerLoad } from './$types';

const period = { days: 30, asOf: undefined };

export const load: PageServerLoad = async ({ locals }) => {
	const officer = officerOf(locals);
	if (!isLeader(officer)) throw new Refusal('forbidden', 'identity/no-desk');
	const { lang } = locals;
	const overview = await getOverview(officer);
	const { asOf, pemda, counts } = overview;
	const own = pemda === undefined ? '' : (await getPemda(pemda)).name;
	const lines = (cases: Overview['mine']) => Promise.all(cases.map((one) => ledLine(one, asOf, lang, own)));
	const surges = await listSurges(pemda === province ? undefined : pemda, 6);
	return {
		counts,
		asOf,
		scope: await nameOf(overview),
		oneOffice: overview.office !== undefined,
		openings: await countOpenings(officer),
		mine: await lines(overview.mine),
		late: await lines(overview.late),
		disputed: await lines(overview.disputed),
		lateWhere: await Promise.all(overview.lateWhere.map((line) => nameLate(line, own))),
		surges: await Promise.all(surges.map((surge) => nameSurge(surge, lang))),
		...(await ranksOf(overview)),
	};
};

/** Whose page it is; null: everybody's. */
async function nameOf({ pemda, office }: Overview): Promise<string | null> {
	if (office) return officeName(office.pemda, office.officeId);
	return pemda === undefined ? null : (await getPemda(pemda)).name;
}

async function nameLate({ pemda, officeId, count, open }: Overview['lateWhere'][number], own: string) {
	const name = officeId ? shortName(await officeName(pemda, officeId), own) : (await getPemda(pemda)).name;
	const place = officeId ? `pemda=${pemda}&kantor=${officeId}` : `pemda=${pemda}`;
	return { name, count, open, href: `/pimpinan/daftar?lihat=late&${place}` };
}

async function nameSurge(surge: Surge, lang: 'id' | 'en') {
	return {
		...surge,
		subjectName: (await findSubject(surge.subject))?.name[lang] ?? surge.subject,
		where: (await findRegion(surge.pemda))?.officialName ?? surge.pemda,
	};
}

/** All governments for those who see all; else a government's offices, and its own place among the governments. */
async function ranksOf({ pemda, office }: Overview) {
	const all = withRanks((await linesOfAll(period)).lines);
	if (pemda === undefined)
		return { byOffice: false, place: null, ranks: inOrder(all, { by: 'on-time', turned: false }) };
	const offices = withRanks((await linesOf(pemda, period)).lines);
	const own = office
		? { rank: offices.find(({ officeId }) => officeId === office.officeId)?.rank ?? null, among: offices }
		: { rank: all.find((line) => line.pemda === pemda)?.rank ?? null, among: all };
	const place =
		own.rank === null
			? null
			: {
					rank: own.rank,
					all: own.among.filter(({ rank }) => rank !== null).length,
					office: Boolean(office),
				};
	return { byOffice: true, place, ranks: inOrder(offices, { by: 'on-time', turned: false }) };
}
