import { remember } from '#lib/choices.ts';
import { duration } from '#lib/service-view.ts';
import { listPemda } from '#regions';
import { findProvider, getService } from '#services';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, locals, url, cookies }) => {
	const { lang, t } = locals;
	const { definition, version, publishedAt } = await getService(params.id);
	const asked = url.searchParams.get('wilayah');
	const region = asked ?? cookies.get('region') ?? '';
	const office = await findProvider(definition, region);
	if (asked && office && definition.provider.tier === 'regency')
		remember(cookies, url, 'region', office.pemda);
	const { standard } = definition;
	const components = (
		[
			'complaints',
			'facilities',
			'competence',
			'supervision',
			'staff',
			'guarantee',
			'safety',
			'evaluation',
		] as const
	).map((name) => ({ label: t(`services.standard.${name}`), value: standard[name][lang] }));
	return {
		id: definition.id,
		title: definition.title[lang],
		summary: definition.summary[lang],
		caution: definition.caution?.[lang] ?? null,
		office: office?.name ?? null,
		local: definition.provider.tier === 'regency',
		region: office?.pemda ?? '',
		regions:
			definition.provider.tier === 'regency'
				? (await listPemda()).flatMap(({ code, name }) =>
						code.length > 2 ? [{ value: code, label: name }] : [],
					)
				: [],
		level: definition.minimumLevel,
		duration: duration(standard.duration, t),
		free: definition.fees.length === 0,
		fees: definition.fees.map(({ id, label, basis }) => ({ id, label: label[lang], basis })),
		product: standard.product[lang],
		requirements: standard.requirements[lang],
		papers: definition.papers.map(({ id, label, note, when }) => ({
			...{ id, label: label[lang], note: note?.[lang] ?? null, always: when === undefined },
		})),
		steps: standard.procedure.map(({ title, who }) => ({
			title: title[lang],
			who: t(`services.who.${who}`),
		})),
		components,
		laws: definition.legalBasis,
		checks: definition.questions.length > 0,
		online: definition.process !== undefined,
		version,
		publishedAt,
	};
};
