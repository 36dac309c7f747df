import { listStepFigures, stepPeriods } from '#applications';
import { atOffice } from '#lib/office-choice.ts';
import { deskOfficerOf } from '#lib/officer.ts';
import { Refusal } from '#platform/refusal';
import { findOffice, getPemda } from '#regions';
import { findNewestVersion } from '#services';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url, cookies }) => {
	const officer = atOffice(deskOfficerOf(locals), cookies);
	const days = stepPeriods.find((one) => String(one) === url.searchParams.get('hari')) ?? 90;
	const figures = await listStepFigures(officer, { days });
	const { lang } = locals;
	return {
		days,
		periods: stepPeriods,
		desks: await Promise.all(
			figures.map(async ({ pemda, officeId, measuredAt, steps }) => ({
				name: (officeId && (await findOffice(pemda, officeId))?.name) ?? (await getPemda(pemda)).name,
				...{ key: `${pemda}/${officeId}`, measuredAt },
				services: await Promise.all(
					[...Map.groupBy(steps, ({ serviceId }) => serviceId)].map(async ([serviceId, some]) => {
						const definition = await findOffered(serviceId);
						const states = definition?.process?.states ?? [];
						return {
							id: serviceId,
							title: definition?.title[lang] ?? serviceId,
							rows: some
								.map((one) => {
									const place = states.findIndex(({ id }) => id === one.state);
									return { ...one, place, label: states[place]?.label[lang] ?? one.state };
								})
								.filter(({ kind, open }) => kind !== 'end' && (kind !== '' || open > 0))
								.sort((a, b) => a.place - b.place),
						};
					}),
				),
			})),
		),
	};
};

/** A service that is no longer offered has no words of its own left here. */
async function findOffered(serviceId: string) {
	try {
		return (await findNewestVersion(serviceId)).definition;
	} catch (thrown) {
		if (thrown instanceof Refusal) return undefined;
		throw thrown;
	}
}
