import type { Result, ScoreFile, ShownPart } from '#renaksi';
import { findPemda } from './renaksi-names.ts';

type Say = (key: string, params?: Record<string, string | number>) => string;
type Lang = 'id' | 'en';

/** A published result in words: who, what, when, where it was found. */
export type ShownResult = {
	who: string;
	pemda: string | null;
	what: string;
	asOf: string;
	precision: Result['precision'];
	note: string;
	source: string;
	address: string;
};

export async function shownResults(results: Result[], lang: Lang, t: Say): Promise<ShownResult[]> {
	return Promise.all(
		results.map(async (one) => ({
			who: 'pemda' in one.who ? await findPemda(one.who.pemda) : one.who.name[lang],
			pemda: 'pemda' in one.who ? one.who.pemda : null,
			what: wordsOf(one, lang, t),
			asOf: one.asOf,
			precision: one.precision,
			note: one.note?.[lang] ?? '',
			source: one.source,
			address: one.address,
		})),
	);
}

function wordsOf(one: Result, lang: Lang, t: Say): string {
	const amount = (value = '') => (lang === 'id' ? value.replace('.', ',') : value);
	const { rank = 0, within = 0, of, documents } = one;
	if (one.measure === 'documents' && documents) {
		const { required, uploaded, rejected, unverified } = documents;
		return t('renaksi.published.documents', { required, uploaded, rejected, unverified });
	}
	const known = { rank, within, value: amount(one.value), area: one.area?.[lang] ?? '', of: of ?? '' };
	return t(`renaksi.published.${one.measure}${of === undefined ? '' : '.of'}`, known);
}

/** A part of a score for a page: one language, and no more than is shown. */
export type PartLine = Omit<ShownPart, 'name' | 'parts'> & { name: string; parts: PartLine[] };

export function partLine({ name, parts, ...part }: ShownPart, lang: Lang): PartLine {
	return { ...part, name: name[lang], parts: parts.map((one) => partLine(one, lang)) };
}

/** Indicators with their documents in one list: sub-indicators only group them. */
export const documentsOf = (part: PartLine): PartLine[] =>
	part.parts.length === 0 ? [part] : part.parts.flatMap(documentsOf);

/** The score as everybody may take it along: figures and their parts. */
export function wholeScore({ framework, areas, ...file }: ScoreFile) {
	const { id, years, name, sources } = framework;
	return { ...file, framework: { id, years, name, sources }, areas };
}

export type ZoneTone = 'late' | 'soon' | 'info' | 'done';
export function zoneTone(zone: string): ZoneTone {
	if (zone === 'red') return 'late';
	if (zone === 'yellow') return 'soon';
	return zone === 'blue' ? 'info' : 'done';
}
