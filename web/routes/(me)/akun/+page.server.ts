import { formatNumber, listOwnCases } from '#casework';
import { listComebacks } from '#identity';
import { officeName, toneOf } from '#lib/case-view.ts';
import { residentOf } from '#lib/resident.ts';
import { listMandates, stateOf } from '#people';
import { now } from '#platform/clock';
import { dayOf } from '#platform/workdays';
import type { PageServerLoad } from './$types';

const shown = 3;

export const load: PageServerLoad = async ({ locals }) => {
	const resident = residentOf(locals);
	const [{ cases, next }, { held }, comebacks] = await Promise.all([
		listOwnCases(resident),
		listMandates(resident),
		listComebacks(resident),
	]);
	const at = now();
	return {
		comebacks,
		name: resident.name,
		level: resident.level,
		actsFor: resident.actsFor?.name ?? null,
		more: cases.length > shown || next !== undefined,
		cases: await Promise.all(
			cases.slice(0, shown).map(async (one) => ({
				number: formatNumber(one.number),
				title: one.ownTitle,
				tone: toneOf(one, at),
				status: locals.t(`cases.status.${one.status}`),
				holder: await officeName(one.holderPemda, one.holderOfficeId),
			})),
		),
		mandates: held.filter((one) => stateOf(one, dayOf(at)) === 'running').length,
	};
};
