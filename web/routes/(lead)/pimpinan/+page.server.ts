import { formatNumber, getOverview, listSurges } from '#casework';
import { hasDesk, isLeader } from '#identity';
import { officeName } from '#lib/case-view.ts';
import { officerOf } from '#lib/officer.ts';
import { linesOf, linesOfAll, ranked } from '#lib/performance-view.ts';
import { Refusal } from '#platform/refusal';
import { findRegion, findSubject, getPemda } from '#regions';
import type { PageServerLoad } from './$types';

const period = { days: 30, asOf: undefined };

export const load: PageServerLoad = async ({ locals }) => {
	const officer = officerOf(locals);
	if (!isLeader(officer)) throw new Refusal('forbidden', 'identity/no-desk');
	const { lang } = locals;
	const overview = await getOverview(officer);
	const surges = await listSurges(overview.pemda === '12' ? undefined : overview.pemda, 8);
	const measured =
		overview.pemda === undefined ? await linesOfAll(period) : await linesOf(overview.pemda, period);
	return {
		overview: { counts: overview.counts, asOf: overview.asOf },
		scope: overview.pemda === undefined ? null : (await getPemda(overview.pemda)).name,
		pemda: overview.pemda ?? null,
		opens: hasDesk(officer),
		lateWhere: await Promise.all(
			overview.lateWhere.map(async (line) => ({ ...line, name: (await getPemda(line.pemda)).name })),
		),
		oldest: await Promise.all(
			overview.oldest.map(async (one) => ({
				...one,
				number: formatNumber(one.number),
				office: await officeName(one.pemda, one.officeId),
			})),
		),
		surges: await Promise.all(
			surges.map(async (surge) => ({
				...surge,
				subjectName: (await findSubject(surge.subject))?.name[lang] ?? surge.subject,
				where: (await findRegion(surge.pemda))?.officialName ?? surge.pemda,
			})),
		),
		ranks: ranked<(typeof measured.lines)[number]>(measured.lines).slice(0, 34),
	};
};
