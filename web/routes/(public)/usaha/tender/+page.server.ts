import { redirect } from '@sveltejs/kit';
import {
	categories,
	countTenders,
	kinds,
	listTenders,
	mostTendersCounted,
	readFilter,
	saveSearch,
	writeFilter,
} from '#business';
import { act, textOf } from '#lib/act.ts';
import { tenderLine } from '#lib/tender-view.ts';
import { listPemda } from '#regions';
import type { Actions, PageServerLoad } from './$types';

/** Every filter is in the address; the same address as RSS tells what is new. */
export const load: PageServerLoad = async ({ url, locals: { t } }) => {
	const filter = readFilter(url.searchParams);
	const query = writeFilter(filter);
	const after = url.searchParams.get('after') ?? undefined;
	const [{ rows, next }, count, governments] = await Promise.all([
		listTenders(filter, { after }),
		countTenders(filter),
		listPemda(),
	]);
	const names = new Map(governments.map(({ code, name }) => [code, name]));
	const address = (more: string) => `/usaha/tender?${[query, more].filter(Boolean).join('&')}`;
	return {
		asked: { ...filter, open: filter.open === true },
		query: query ? `?${query}` : '',
		active: [...new URLSearchParams(query)].length,
		count,
		most: mostTendersCounted,
		rows: rows.map((row) => tenderLine(row, names, t)),
		next: next ? address(`after=${encodeURIComponent(next)}`) : undefined,
		first: after ? address('') : undefined,
		saved: url.searchParams.get('kabar'),
		governments: governments.map(({ code, name }) => ({ value: code, label: name })),
		kinds: kinds.map((value) => ({ value, label: t(`business.tender.kind.${value}`) })),
		categories: categories.map((value) => ({ value, label: t(`business.tender.category.${value}`) })),
	};
};

export const actions: Actions = {
	save: (event) =>
		act(event, async (form) => {
			const filter = readFilter(event.url.searchParams);
			const { lang, actor } = event.locals;
			const origin = 'origin' in actor ? actor.origin : event.getClientAddress();
			await saveSearch({ filter, email: textOf(form, 'email'), lang, origin });
			redirect(303, `/usaha/tender?${[writeFilter(filter), 'kabar=1'].filter(Boolean).join('&')}#kabar`);
		}),
};
