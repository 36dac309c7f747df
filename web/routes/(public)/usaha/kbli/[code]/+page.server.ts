import { getKbli, listRisks, permitOf } from '#business';
import { riskWord, titleOf } from '#lib/business-view.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, locals: { lang, t } }) => {
	const kbli = await getKbli(params.code);
	const risks = await listRisks(kbli.code);
	return {
		code: kbli.code,
		title: titleOf(kbli, lang),
		official: kbli.title,
		about: kbli.about,
		words: kbli.synonyms.join(', '),
		isSelection: kbli.source === 'selection',
		risks: risks.map((risk) => ({
			scale: t(`business.scale.${risk.scale}`),
			level: riskWord(risk, t),
			needed: risk.level ? t(`business.permit.${permitOf[risk.level]}`) : t('business.permit.unknown'),
			basis: risk.basis,
		})),
	};
};
