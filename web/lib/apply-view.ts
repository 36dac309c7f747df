import { type FormStep, knownOf, type OpenDraft } from '#applications';
import { listKbli, searchKbli } from '#business';
import type { Actor } from '#identity';
import { formatDay, formatNumber, type Language } from '#platform/i18n';
import { findNearest, findRegion, listAncestors, searchRegions } from '#regions';
import type { Value } from '#rules';
import { type Leaf, type ShownGroup, type ShownLeaf, textOfAnswer } from '#services';
import type { Choice } from './asked-finds.ts';
import { titleOf } from './business-view.ts';
import { mapAround, type PointMap } from './point-map.ts';

type T = (key: string, params?: Record<string, string | number>) => string;
type Speaker = { lang: Language; t: T; actor?: Actor };

/** A field as its page shows it. */
export type FieldView = {
	id: string;
	kind: Leaf['kind'];
	label: string;
	hint: string | undefined;
	required: boolean;
	/** As the field shows it. */
	value: string;
	options: Choice[] | undefined;
	/** Of a point: where it can be pressed. */
	map: PointMap | null;
	most: number | undefined;
	/** Known and not to be changed: what it says, and from where. */
	given: { value: string; source: string } | null;
};

const placesFound = 8;
const kbliFound = 8;

export async function fieldView(
	{ field, required, value }: ShownLeaf,
	speaker: Speaker,
	draft?: OpenDraft['draft'],
): Promise<FieldView> {
	const { lang, t } = speaker;
	const known = draft && !draft.corrects ? knownOf(field, draft.known) : undefined;
	const source =
		known === undefined || !draft || !field.prefill ? '' : sourceOf(field.prefill, draft, speaker);
	const isGiven = source !== '' && field.prefill?.editable === false;
	const isFilled = source !== '' && !isGiven && value === known;
	const hints = [field.hint?.[lang], limitsOf(field, t), isFilled ? t('apply.filled', { source }) : ''];
	return {
		...{ id: field.id, kind: field.kind, label: field.label[lang], required, most: field.most },
		hint: hints.filter(Boolean).join(' ') || undefined,
		value: textOfAnswer(value ?? undefined),
		options: await optionsOf(field, value, { lang, t }),
		map: field.kind === 'point' ? await mapAround(draft && placeBefore(draft, value)) : null,
		given: isGiven ? { value: await shownValue(field, value, { lang, t }), source } : null,
	};
}

function limitsOf({ kind, least, most }: Leaf, t: T): string {
	if (kind !== 'number' && kind !== 'money') return '';
	if (least !== undefined && most !== undefined) return t('apply.between', { least, most });
	if (most !== undefined) return t('apply.at-most', { most });
	return least !== undefined ? t('apply.at-least', { least }) : '';
}

/** Whose record an answer is from; under a mandate that of the giver. */
function sourceOf({ from }: { from: string }, { owner }: OpenDraft['draft'], { actor, t }: Speaker): string {
	const isActing = actor !== undefined && 'actsFor' in actor && actor.actsFor !== null;
	return isActing ? t(`apply.source.mandate.${owner.kind}`, { name: owner.name }) : t(`apply.source.${from}`);
}

/** What can be chosen: of a field that is looked for by words, what was chosen. */
async function optionsOf(
	{ kind, options }: Leaf,
	value: Value,
	speaker: Speaker,
): Promise<Choice[] | undefined> {
	if (kind !== 'region' && kind !== 'kbli') {
		return options?.map((one) => ({ value: one.value, label: one.label[speaker.lang] }));
	}
	if (typeof value !== 'string') return undefined;
	return [{ value, label: await (kind === 'region' ? placeName : kbliName)(value, speaker) }];
}

/** The place a point will lie in: of itself, of what was answered before, of the office that was applied to. */
function placeBefore({ answers, region }: OpenDraft['draft'], value: Value): string | null {
	const places = Object.values(answers).filter(
		(one): one is string => typeof one === 'string' && /^\d{2}\.\d{2}(\.\d{2}(\.\d{4})?)?$/.test(one),
	);
	return value === null ? (places.at(-1) ?? region) : region;
}

/** "47112 Perdagangan eceran …"; the bare code where it is not in the list here. */
async function kbliName(code: string, { lang, t }: Speaker): Promise<string> {
	const [kbli] = await listKbli([code]);
	return kbli ? `${code} ${titleOf(kbli, lang)}` : `${code} (${t('apply.kbli.unlisted')})`;
}

/** A point with the kabupaten or kota it lies in, so that a slip of the finger is seen. */
async function pointName(point: string, { t }: Speaker): Promise<string> {
	const [lat, lon] = point.split(',').map(Number);
	const near = await findNearest(lat ?? Number.NaN, lon ?? Number.NaN);
	if (!near) return point;
	const place = near.regency.officialName;
	return `${point} (${near.by.regency === 'outline' ? place : t('apply.point.near', { place })})`;
}

async function placeName(code: string, { t }: Speaker): Promise<string> {
	const region = await findRegion(code);
	if (!region) return t('apply.empty');
	const above = (await listAncestors(code)).filter(({ level }) => level > 1);
	return [region, ...above].map(({ officialName }) => officialName).join(', ');
}

/** Places a text may mean, as choices. */
export async function findPlaces(typed: string): Promise<{ value: string; label: string }[]> {
	const found = await searchRegions(typed.slice(0, 80), { levels: [2, 3, 4], limit: placesFound });
	return found.map(({ code, officialName, where }) => ({
		...{ value: code, label: where ? `${officialName}, ${where}` : officialName },
	}));
}

/** Classes of business that words may mean, as choices. */
export async function findKbli(typed: string, lang: Language): Promise<Choice[]> {
	const found = await searchKbli(typed, kbliFound);
	return found.map(({ code, synonyms, ...one }) => ({
		...{
			value: code,
			label: `${code} ${titleOf(one, lang)}`,
			hint: synonyms.slice(0, 5).join(', ') || undefined,
		},
	}));
}

/** An answer as people read it. */
export async function shownValue(
	field: Pick<Leaf, 'kind' | 'options'>,
	value: Value | undefined,
	speaker: Speaker,
): Promise<string> {
	const { lang, t } = speaker;
	if (value === null || value === undefined || value === '') return t('apply.empty');
	if (typeof value === 'boolean') return t(`services.answer.${value ? 'ya' : 'tidak'}`);
	if (field.kind === 'money') return `Rp${formatNumber(lang, Number(value))}`;
	if (typeof value === 'number') return formatNumber(lang, value);
	if (typeof value !== 'string') return t('apply.empty');
	if (field.kind === 'choice') return field.options?.find((one) => one.value === value)?.label[lang] ?? value;
	if (field.kind === 'day') return formatDay(lang, value);
	if (field.kind === 'region') return placeName(value, speaker);
	if (field.kind === 'kbli') return kbliName(value, speaker);
	return field.kind === 'point' ? pointName(value, speaker) : value;
}

/** The records of a group: for each its first words, and all its lines. */
export function recordViews({ records }: ShownGroup, speaker: Speaker) {
	return Promise.all(
		records.map(async (record) => {
			const lines = await Promise.all(
				record.map(async ({ field, value }) => ({
					...{ label: field.label[speaker.lang], value: await shownValue(field, value, speaker) },
				})),
			);
			return { title: lines[0]?.value ?? '', lines };
		}),
	);
}

export const stepsPath = ({ serviceId, id }: { serviceId: string; id: string }) =>
	`/layanan/${serviceId}/ajukan/${id}`;

/** Where a page stands: "Langkah 3 dari 12", and the page before. */
export function placeOf({ draft, form }: OpenDraft, stepId: string) {
	const at = form.steps.findIndex(({ id }) => id === stepId);
	const before = form.steps[at - 1];
	const base = stepsPath(draft);
	return {
		count: at + 1,
		total: form.steps.length,
		back: before ? `${base}/${before.id}` : `/layanan/${draft.serviceId}/ajukan`,
	};
}

/** The page after one was saved: itself where its answers brought up more, else the first that is not done. */
export function nextPath({ draft, form }: OpenDraft, saved: FormStep | undefined): string {
	const base = stepsPath(draft);
	if (saved && !saved.done) return `${base}/${saved.id}`;
	const open = form.steps.find(({ done }) => !done);
	return open ? `${base}/${open.id}` : `${base}/periksa`;
}
