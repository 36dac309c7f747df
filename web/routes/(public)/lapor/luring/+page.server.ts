import { isMailOn } from '#platform/mail';
import { listChildren, listSubjects } from '#regions';
import { longestText, mostFiles } from '#reports';
import type { PageServerLoad } from './$types';

/** The same for everybody: phones keep this page. */
export const load: PageServerLoad = async ({ locals: { lang } }) => {
	const groups = await listSubjects();
	const regencies = await listChildren();
	const inside = await Promise.all(regencies.map(({ code }) => listChildren(code)));
	return {
		longest: longestText,
		most: mostFiles,
		mail: isMailOn(),
		subjects: groups.flatMap((group) =>
			group.subjects.map((subject) => ({
				value: subject.code,
				label: subject.name[lang],
				group: group.name[lang],
			})),
		),
		regencies: regencies.map(({ code, officialName }) => ({ value: code, label: officialName })),
		districts: regencies.map(({ code, officialName }, index) => ({
			code,
			name: officialName,
			inside: (inside[index] ?? []).map((district) => ({ code: district.code, name: district.name })),
		})),
	};
};
