import { redirect } from '@sveltejs/kit';
import { answerGuide, guide, levelOf, type Opening, questionsOf, readOpening, searchKbli } from '#business';
import { daysWord, riskWord, titleOf } from '#lib/business-view.ts';
import { keepGuide } from '#lib/open-view.ts';
import { listPemda } from '#regions';
import { readAnswers } from '#services';
import type { PageServerLoad } from './$types';

const few = 12;

/** The answer is its address: nothing is stored, it needs nobody signed in, and it can be sent on or printed. */
export const load: PageServerLoad = async ({ url, locals, cookies }) => {
	const given = keepGuide(url.searchParams);
	const [kbli, region, scale] = ['kbli', 'wilayah', 'skala'].map((name) => given.get(name) ?? '');
	if (!kbli) return { ...(await chooseKbli(url, locals)), given: carried(given) };
	// an unknown code is refused before a place is asked for
	const first = { kbli, region: region || '12.01', scale: scale || 'micro' };
	const opening = await readOpening(first);
	const head = { code: opening.kbli.code, title: titleOf(opening.kbli, locals.lang) };
	const asks = { ...head, given: carried(given) };
	const isTried = url.searchParams.get('jawab');
	if (!region) {
		const question = await regionQuestion(locals, cookies.get('region'), isTried === 'wilayah');
		return { ...asks, kind: 'question' as const, back: backOf(given, 'kbli'), question };
	}
	if (!scale) {
		const question = scaleQuestion(locals, isTried === 'skala');
		return { ...asks, kind: 'question' as const, back: backOf(given, 'wilayah'), question };
	}
	const { answers, wrong } = readAnswers({ questions: guide.questions }, (name) => given.get(name) ?? null);
	const asked = questionsOf(opening, answers);
	const next = asked.find(({ id }) => !Object.hasOwn(answers, id));
	if (next) {
		const { id, kind, label, hint, options } = next;
		const fault = wrong.includes(id) ? ('unreadable' as const) : ('missing' as const);
		const { lang } = locals;
		const question = {
			...{ id, kind, label: label[lang], hint: hint?.[lang], value: given.get(id) ?? '' },
			wrong: isTried === id || wrong.includes(id) ? fault : null,
			options: options?.map((one) => ({ value: one.value, label: one.label[lang] })),
		};
		given.delete(id);
		const before = asked[asked.indexOf(next) - 1]?.id ?? 'skala';
		return {
			...asks,
			given: carried(given),
			kind: 'question' as const,
			back: backOf(given, before),
			question,
		};
	}
	const needed = new URLSearchParams([...given].filter(([name]) => isUsed(name, asked)));
	if (url.searchParams.has('jawab') || needed.size < given.size) redirect(303, `/usaha/buka?${needed}`);
	return { ...(await showAnswer(opening, answers, given, locals)), given: carried(given) };
};

const isUsed = (name: string, asked: { id: string }[]) =>
	['kbli', 'wilayah', 'skala'].includes(name) || asked.some(({ id }) => id === name);

const carried = (given: URLSearchParams) => [...given].map(([name, value]) => ({ name, value }));

/** The same address without the answer that is to be given again. */
function backOf(given: URLSearchParams, name: string): string {
	const rest = new URLSearchParams([...given].filter(([one]) => one !== name));
	return `/usaha/buka?${rest}`;
}

async function chooseKbli(url: URL, { lang }: App.Locals) {
	const q = (url.searchParams.get('q') ?? '').slice(0, 100);
	const rest = keepGuide(url.searchParams);
	const found = q ? await searchKbli(q, few) : [];
	return {
		kind: 'kbli' as const,
		q,
		found: found.map(({ code, synonyms, ...one }) => ({
			...{ code, title: titleOf(one, lang), words: synonyms.slice(0, 5).join(', ') },
			href: `/usaha/buka?${new URLSearchParams([['kbli', code], ...rest])}`,
		})),
	};
}

async function regionQuestion({ t }: App.Locals, mine: string | undefined, isTried: boolean) {
	const all = await listPemda();
	const options = all
		.filter(({ code }) => code.length > 2)
		.map(({ code, name }) => ({ value: code, label: name }));
	const label = t('business.open.region');
	const shown = { id: 'wilayah', kind: 'region' as const, label, hint: undefined, options };
	return { ...shown, value: mine?.slice(0, 5) ?? '', wrong: isTried ? ('missing' as const) : null };
}

function scaleQuestion({ t, lang }: App.Locals, isTried: boolean) {
	const options = guide.scales.map(({ id, label }) => ({ value: id, label: label[lang] }));
	const words = { label: t('business.open.scale'), hint: t('business.open.scale.hint') };
	const shown = { id: 'skala', kind: 'choice' as const, ...words, options, value: '' };
	return { ...shown, wrong: isTried ? ('missing' as const) : null };
}

async function showAnswer(
	opening: Opening,
	answers: Parameters<typeof answerGuide>[1],
	given: URLSearchParams,
	{ lang, t }: App.Locals,
) {
	const answer = await answerGuide(opening, answers);
	const level = levelOf(opening, answers);
	const titles = new Map(answer.permits.map(({ id, title }) => [id, title[lang]]));
	const namesOf = (ids: string[]) => ids.flatMap((id) => titles.get(id) ?? []);
	return {
		kind: 'answer' as const,
		query: given.toString(),
		code: opening.kbli.code,
		title: titleOf(opening.kbli, lang),
		region: opening.region,
		facts: {
			size: opening.size.label[lang],
			risk:
				typeof level === 'string' && opening.risk.level === null
					? t('business.risk.own', { word: t(`business.risk.${level}`) })
					: riskWord(opening.risk, t),
			basis: opening.risk.basis,
			days: daysWord(answer.workingDays, t),
			ready: answer.ready,
			total: answer.total,
			unknownFees: namesOf(answer.unknownFees).join('; '),
			unknownDays: namesOf(answer.unknownDays).join('; '),
		},
		answers: questionsOf(opening, answers).map(({ id, label, kind, options }) => ({
			label: label[lang],
			value:
				kind === 'boolean'
					? t(`services.answer.${given.get(id)}`)
					: (options?.find(({ value }) => value === given.get(id))?.label[lang] ?? given.get(id) ?? ''),
			change: backOf(given, id),
		})),
		change: { kbli: backOf(given, 'kbli'), region: backOf(given, 'wilayah'), size: backOf(given, 'skala') },
		waves: [...Map.groupBy(answer.permits, ({ wave }) => wave)].map(([wave, permits]) => ({
			wave,
			permits: permits.map((one) => ({
				...{ id: one.id, title: one.title[lang], about: one.about[lang], basis: one.basis, fee: one.fee },
				tier: t(`business.tier.${one.tier}`),
				office: one.office?.name[lang] ?? t('business.office.unknown'),
				days: daysWord(one.workingDays, t),
				service: one.service?.id ?? null,
				url: one.url,
				help: one.help,
				charges: one.charges.map(({ label, amount }) => ({ label: label[lang], amount })),
				against: one.against.map(({ reason, basis }) => ({ reason: reason[lang], basis: basis.text })),
				after: namesOf(one.after),
			})),
		})),
	};
}
