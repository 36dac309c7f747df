import { describeKbli, searchKbli } from '#business';
import { titleOf } from '#lib/business-view.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ url, locals: { lang } }) => {
	const q = (url.searchParams.get('q') ?? '').slice(0, 100);
	const found = await searchKbli(q);
	return {
		q,
		kbli: await describeKbli(),
		found: found.map(({ synonyms, code, ...one }) => ({
			...{ code, title: titleOf(one, lang), words: synonyms.slice(0, 5).join(', ') },
		})),
	};
};
