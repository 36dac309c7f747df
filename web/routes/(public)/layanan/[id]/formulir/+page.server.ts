import { renderSVG } from 'uqr';
import { duration } from '#lib/service-view.ts';
import { config } from '#platform/config';
import { getService, type Leaf } from '#services';
import type { PageServerLoad } from './$types';

/** The same definition as a form of paper: every question it can ask, with when it is asked, and a code that leads online. */
export const load: PageServerLoad = async ({ params, locals }) => {
	const { definition, version, publishedAt } = await getService(params.id);
	const { lang, t } = locals;
	const lineOf = ({ id, kind, label, hint, options, when, most }: PaperLine) => ({
		...{ id, kind, label: label[lang], hint: hint?.[lang], sometimes: when !== undefined },
		lines: kind === 'long-text' ? longLines : 1,
		boxes:
			kind === 'boolean'
				? [t('services.answer.ya'), t('services.answer.tidak')]
				: options?.map((one) => one.label[lang]),
		digits: kind === 'kbli' ? 5 : 0,
		most,
	});
	const pages = definition.process?.pages ?? [];
	return {
		id: definition.id,
		title: definition.title[lang],
		summary: definition.summary[lang],
		version,
		publishedAt,
		duration: duration(definition.standard.duration, t),
		online: definition.process !== undefined,
		link: `${config.publicOrigin}/layanan/${definition.id}/ajukan`,
		qr: renderSVG(`${config.publicOrigin}/layanan/${definition.id}/ajukan`, { border: 2 }),
		questions: definition.questions.map(lineOf),
		pages: pages.map((page) => ({
			...{ id: page.id, title: page.title[lang], sometimes: page.when !== undefined },
			fields: page.fields.flatMap((field) => (field.kind === 'group' ? [] : [lineOf(field)])),
			groups: page.fields.flatMap((field) =>
				field.kind === 'group'
					? [
							{
								...{
									id: field.id,
									label: field.label[lang],
									rows: Math.min(field.most, mostRows),
									most: field.most,
								},
								columns: field.fields.map((one) => one.label[lang]),
							},
						]
					: [],
			),
		})),
		papers: definition.papers.map(({ id, label, note, when }) => ({
			...{ id, label: label[lang], note: note?.[lang] ?? null, sometimes: when !== undefined },
		})),
	};
};

type PaperLine = Pick<Leaf, 'id' | 'kind' | 'label'> &
	Partial<Pick<Leaf, 'hint' | 'options' | 'when' | 'most'>>;
const longLines = 5;
const mostRows = 6;
