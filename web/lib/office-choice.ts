import type { Cookies } from '@sveltejs/kit';
import type { Officer } from '#identity';

export type OfficeChoice = { value: string; label: string };
const deskRoles = ['officer', 'office-head', 'triage', 'secretary', 'regional-head'];

/** The offices somebody has a desk in, each once: more than one is a choice. */
export function officesOf(officer: Officer): OfficeChoice[] {
	const posts = officer.holdings.filter(({ role }) => deskRoles.includes(role));
	const offices = posts.map((post) => [`${post.pemda}/${post.officeId}`, post.officeName] as const);
	return [...new Map(offices)].map(([value, label]) => ({ value, label }));
}

/** Which of them somebody chose to work at on this device; undefined for all of them. */
export function chosenOffice(officer: Officer, cookies: Cookies): OfficeChoice | undefined {
	const offices = officesOf(officer);
	return offices.length > 1 ? offices.find(({ value }) => value === cookies.get('office')) : undefined;
}

/** The officer with no other posts than those of the chosen office: what their inbox then shows. */
export function atOffice(officer: Officer, cookies: Cookies): Officer {
	const chosen = chosenOffice(officer, cookies);
	if (!chosen) return officer;
	const posts = officer.holdings.filter((post) => `${post.pemda}/${post.officeId}` === chosen.value);
	return { ...officer, holdings: posts };
}
