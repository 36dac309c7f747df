import { hasDesk } from '#identity';
import { officerOf } from '#lib/officer.ts';
import { planRef } from '#lib/renaksi-mend.ts';
import { findPemda } from '#lib/renaksi-names.ts';
import { Refusal } from '#platform/refusal';
import { findDocumentName, getScore, isVerifier, listQueue, mayVerify } from '#renaksi';
import type { PageServerLoad } from './$types';

/** A government's plan of a year as it stands, and what may be done to it. */
export const load: PageServerLoad = async ({ params, locals }) => {
	const officer = officerOf(locals);
	if (!hasDesk(officer) && !isVerifier(officer)) throw new Refusal('forbidden', 'identity/no-desk');
	const { lang } = locals;
	const ref = planRef(params);
	const score = await getScore(ref);
	const verifies = mayVerify(officer, ref.pemda);
	const nameOf = async (requirement: string | null) =>
		requirement ? (await findDocumentName({ ...ref, requirement }))[lang] : '';
	return {
		...{ ...ref, verifies, at: score.at, score: score.score, counts: score.counts, penalty: score.penalty },
		government: await findPemda(ref.pemda),
		zone: { id: score.zone.id, name: score.zone.name[lang] },
		closedAt: score.closedAt,
		closesAt: new Date(score.framework.closesAt),
		framework: score.framework.name[lang],
		waiting: verifies ? (await listQueue(officer, { ...ref, pageSize: 1 })).count : 0,
		areas: score.areas.map(({ id, name, score: value, has, worth, counts }) => {
			return { id, name: name[lang], score: value, has, worth, counts };
		}),
		mended: await Promise.all(
			score.mended.map(async ({ kind, points, percent, reason, at, countsFrom, requirement }) => {
				return { kind, points, percent, reason, at, countsFrom, name: await nameOf(requirement) };
			}),
		),
	};
};
