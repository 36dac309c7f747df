import {
	type FoundRegion,
	findRegion,
	findResponsible,
	findSubject,
	getPemda,
	searchRegions,
} from '#regions';

/** Who would get a report about a subject at a place, the likeliest first, and why: with the rules of today. */
export async function tryRules(subject: string, place: string, lang: 'id' | 'en') {
	const known = await findSubject(subject);
	const exact = await findRegion(place);
	const places = exact ? [] : place ? await searchRegions(place, { limit: 6 }) : [];
	const region = exact ?? places[0];
	const answers = known && region ? await findResponsible({ subject, region: region.code }) : [];
	return {
		subject: known ? subject : '',
		subjectName: known?.name[lang] ?? '',
		place,
		where: exact?.officialName ?? nameOf(places[0]),
		others: places.slice(1).map(nameOf),
		answers: await Promise.all(
			answers.map(async (one) => ({ ...one, government: (await getPemda(one.pemda)).name })),
		),
	};
}

function nameOf(region: FoundRegion | undefined): string {
	return region ? [region.officialName, region.where].filter(Boolean).join(', ') : '';
}
