import { byMonth, choicesFor, dueOf, readProfile, writeProfile } from '#lib/obligation-view.ts';
import type { PageServerLoad } from './$types';

/** Answers stay in the address; the same address gives the calendar file. */
export const load: PageServerLoad = async ({ url, locals: { t, lang } }) => {
	const profile = await readProfile(url.searchParams);
	const isSent = url.searchParams.has('skala') || url.searchParams.has('hasil');
	const given = (name: string) => url.searchParams.get(name)?.slice(0, 300) ?? '';
	return {
		...choicesFor(t, lang),
		given: { size: given('skala'), form: given('bentuk'), workers: given('pekerja'), kbli: given('kbli') },
		wrong: isSent && !profile,
		months: profile ? byMonth(dueOf(profile), lang) : null,
		file: profile ? `/usaha/kewajiban/kalender.ics?${writeProfile(profile)}` : null,
		level: profile?.level ?? null,
	};
};
