import { classes, countByRegion, formatNumber, listPublicCases, readPublicQuery, statuses } from '#casework';
import { toneOf } from '#lib/case-view.ts';
import { drawMap } from '#lib/draw-map.ts';
import { stepsFor } from '#lib/map-steps.ts';
import { now } from '#platform/clock';
import { findRegion, findSubject, listChildren, listSubjects, mapShapes } from '#regions';
import type { PageServerLoad } from './$types';

const shownFilters = [
	'q',
	'region',
	'subject',
	'status',
	'class',
	'late',
	'disputed',
	'holder',
	'office',
	'from',
	'until',
];

/** The public list: every filter is in the address, and the same address with .csv, .geojson or .rss takes it away. */
export const load: PageServerLoad = async ({ url, locals }) => {
	const { t, lang } = locals;
	const at = now();
	const asked = Object.fromEntries(url.searchParams);
	const { filter, page } = readPublicQuery(asked, at);
	const { rows, next, mended } = await listPublicCases(filter, { ...page, limit: 30 });
	const kept = new URLSearchParams(
		[...url.searchParams].filter(([name, value]) => shownFilters.includes(name) && value !== ''),
	);
	const open = await openByRegion();
	const { stepOf, legend } = stepsFor([...open.values()]);
	return {
		asked,
		active: [...kept.keys()].length,
		query: kept.size > 0 ? `?${kept}` : '',
		next: next ? `/laporan?${new URLSearchParams([...kept, ['after', next]])}` : undefined,
		first: url.searchParams.has('after') ? `/laporan${kept.size > 0 ? `?${kept}` : ''}` : undefined,
		mended: mended ?? null,
		rows: await Promise.all(
			rows.map(async (row) => ({
				number: formatNumber(row.number),
				title: row.title,
				subject: (await findSubject(row.subject))?.name[lang] ?? row.subject,
				where: (await findRegion(row.region))?.officialName ?? row.region,
				status: row.status,
				tone: toneOf(row, at),
				filedAt: row.filedAt,
				dueAt: row.dueAt,
			})),
		),
		regions: (await listChildren()).map(({ code, officialName }) => ({ value: code, label: officialName })),
		statuses: statuses.map((value) => ({ value, label: t(`cases.status.${value}`) })),
		classes: classes.map((value) => ({ value, label: t(`cases.class.${value}`) })),
		subjects: (await listSubjects()).flatMap((group) =>
			group.subjects.map((subject) => ({
				value: subject.code,
				label: subject.name[lang],
				group: group.name[lang],
			})),
		),
		map: drawMap(await mapShapes(), (code) => ({
			href: `/laporan?region=${code}`,
			step: stepOf(open.get(code) ?? 0),
			note: t('public.map.count', { count: open.get(code) ?? 0 }),
			text: String(open.get(code) ?? 0),
		})),
		legend: legend.map(({ step, from }) => ({ step, words: t('public.map.legend', { from }) })),
	};
};

async function openByRegion(): Promise<Map<string, number>> {
	const open = new Map<string, number>();
	for (const { pemda, status, count } of await countByRegion()) {
		if (status !== 'closed') open.set(pemda, (open.get(pemda) ?? 0) + count);
	}
	return open;
}
