import {
	classes,
	countOpenByRegion,
	countPublicCases,
	listPublicCases,
	mostCounted,
	type PublicList,
	statuses,
} from '#casework';
import { drawMap } from '#lib/draw-map.ts';
import { stepsFor } from '#lib/map-steps.ts';
import { chipsOf, lineOf, listAddress, readListAddress } from '#lib/public-list-view.ts';
import { now } from '#platform/clock';
import { Refusal } from '#platform/refusal';
import { findRegion, listChildren, listSubjects, mapShapes } from '#regions';
import type { PageServerLoad } from './$types';

const orders = ['newest', 'oldest', 'changed', 'due'] as const;
const none: PublicList = { rows: [], next: undefined, mended: undefined };

/** The public list: every filter is in the address, and the same address with .csv, .geojson or .rss takes it away. */
export const load: PageServerLoad = async ({ url, locals }) => {
	const { t, lang } = locals;
	const at = now();
	const { asked, kept, filter, page, wrong } = readListAddress(url, at);
	const { rows, next, mended } = wrong.length > 0 ? none : await pageOf(filter, page);
	const order = page.order ?? 'newest';
	const sort = order === 'newest' ? undefined : order;
	return {
		asked,
		order,
		wrong: wrong.join(', '),
		active: kept.size,
		chips: await chipsOf(kept, wrong, locals),
		query: kept.size > 0 ? `?${kept}` : '',
		next: next ? listAddress(kept, { order: sort, after: next }) : undefined,
		first: url.searchParams.has('after') ? listAddress(kept, { order: sort }) : undefined,
		mended: mended ?? null,
		count: wrong.length > 0 ? 0 : await countPublicCases(filter),
		mostCounted,
		rows: await Promise.all(rows.map((row) => lineOf(row, at, lang))),
		sorts: Object.fromEntries(orders.map((one) => [one, listAddress(kept, { order: one })])),
		orders: orders.map((value) => ({ value, label: t(`public.order.${value}`) })),
		...(await choices(locals, asked['region'])),
		...(await mapOf(t, asked['region'])),
	};
};

/** A page that was never made here is the first one. */
async function pageOf(...[filter, page]: Parameters<typeof listPublicCases>): Promise<PublicList> {
	try {
		return await listPublicCases(filter, { ...page, limit: 30 });
	} catch (error) {
		if (!(error instanceof Refusal) || error.code !== 'casework/wrong-page') throw error;
		return listPublicCases(filter, page?.order ? { order: page.order, limit: 30 } : { limit: 30 });
	}
}

/** What can be chosen; a smaller place the address asks for can be kept. */
async function choices({ t, lang }: App.Locals, region: string | undefined) {
	const regencies = await listChildren();
	const asked =
		region && !regencies.some(({ code }) => code === region) ? await findRegion(region) : undefined;
	return {
		regions: [...(asked ? [asked] : []), ...regencies].map(({ code, officialName }) => ({
			value: code,
			label: officialName,
		})),
		statuses: statuses.map((value) => ({ value, label: t(`cases.status.${value}`) })),
		classes: classes.map((value) => ({ value, label: t(`cases.class.${value}`) })),
		subjects: (await listSubjects()).flatMap((group) =>
			group.subjects.map((subject) => ({
				value: subject.code,
				label: subject.name[lang],
				group: group.name[lang],
			})),
		),
	};
}

async function mapOf(t: App.Locals['t'], region: string | undefined) {
	const open = await countOpenByRegion();
	const { stepOf, legend } = stepsFor([...open.values()]);
	const map = drawMap(await mapShapes(), (code) => ({
		href: `/laporan?region=${code}&open=1`,
		step: stepOf(open.get(code) ?? 0),
		note: t('public.map.count', { count: open.get(code) ?? 0 }),
		text: String(open.get(code) ?? 0),
		chosen: region?.startsWith(code) ?? false,
	}));
	return {
		map,
		legend: legend.map(({ step, from, to }) => ({ step, words: t('public.map.legend', { from, to }) })),
	};
}
