import { redirect } from '@sveltejs/kit';
import { listPublicCases, parseNumber } from '#casework';
import { lineOf } from '#lib/public-list-view.ts';
import { terms } from '#lib/terms.ts';
import { now } from '#platform/clock';
import { searchRegions, suggestSubjects } from '#regions';
import { listServices } from '#services';
import type { PageServerLoad } from './$types';

const looksLikeNumber = /^[\s-]*[0-9A-Za-z]{4}[\s.-]*[0-9A-Za-z]{4}[\s.-]*[0-9A-Za-z]{4}[\s-]*$/;
const few = 5;
/** Below it a name only resembles: help for a search of places, noise among reports. */
const alike = 0.7;

/** A number leads to its case, what was meant as one to where it can be mended; words find places, reports, services, words. */
export const load: PageServerLoad = async ({ url, locals }) => {
	const asked = (url.searchParams.get('q') ?? '').replaceAll('\0', '').trim().slice(0, 200);
	const number = parseNumber(asked);
	if (number) redirect(303, `/lacak/${number}`);
	if (looksLikeNumber.test(asked) && /\d/.test(asked))
		redirect(303, `/lacak?nomor=${encodeURIComponent(asked)}`);
	return { asked, ...(asked ? await find(asked, locals) : nothing) };
};

const nothing = { places: [], reports: [], more: false, subjects: [], services: [], words: [], mended: null };

async function find(asked: string, { lang, t }: App.Locals) {
	const at = now();
	const [places, list, subjects, services] = await Promise.all([
		searchRegions(asked, { limit: few }),
		listPublicCases({ q: asked }, { limit: few }),
		suggestSubjects(asked, few),
		listServices({ lang, q: asked }),
	]);
	const lower = asked.toLowerCase();
	return {
		places: places
			.filter(({ score }) => score > alike)
			.map(({ code, officialName, where }) => ({ code, officialName, where })),
		reports: await Promise.all(list.rows.map((row) => lineOf(row, at, lang))),
		more: list.next !== undefined,
		mended: list.mended ?? null,
		subjects: subjects.map(({ code, name }) => ({ code, name: name[lang] })),
		services: services.slice(0, few).map(({ id, title, summary }) => ({ id, title, summary })),
		words: terms
			.map((id) => ({ id, word: t(`portal.term.${id}.word`), meaning: t(`portal.term.${id}.meaning`) }))
			.filter(({ word }) => word.toLowerCase().includes(lower) && lower.length > 2),
	};
}
