import { type FormStep, knownOf, type OpenDraft } from '#applications';
import { formatDay, formatNumber, type Language } from '#platform/i18n';
import { findRegion, listAncestors, searchRegions } from '#regions';
import type { Value } from '#rules';
import { type Leaf, type ShownGroup, type ShownLeaf, textOfAnswer } from '#services';

type T = (key: string, params?: Record<string, string | number>) => string;
type Speaker = { lang: Language; t: T };

/** A field as its page shows it. */
export type FieldView = {
	id: string;
	kind: Leaf['kind'];
	label: string;
	hint: string | undefined;
	required: boolean;
	/** As the field shows it. */
	value: string;
	options: { value: string; label: string }[] | undefined;
	most: number | undefined;
	/** Known and not to be changed: what it says, and from where. */
	given: { value: string; source: string } | null;
};

const placesFound = 8;

export async function fieldView(
	{ field, required, value }: ShownLeaf,
	{ lang, t }: Speaker,
	draft?: OpenDraft['draft'],
): Promise<FieldView> {
	const known = draft && !draft.corrects ? knownOf(field, draft.known) : undefined;
	const source = known === undefined || !field.prefill ? '' : t(`apply.source.${field.prefill.from}`);
	const isGiven = source !== '' && field.prefill?.editable === false;
	const isFilled = source !== '' && !isGiven && value === known;
	const hints = [field.hint?.[lang], limitsOf(field, t), isFilled ? t('apply.filled', { source }) : ''];
	return {
		...{ id: field.id, kind: field.kind, label: field.label[lang], required, most: field.most },
		hint: hints.filter(Boolean).join(' ') || undefined,
		value: textOfAnswer(value ?? undefined),
		options:
			field.kind === 'region'
				? await placeOptions(value, { lang, t })
				: field.options?.map((one) => ({ value: one.value, label: one.label[lang] })),
		given: isGiven ? { value: await shownValue(field, value, { lang, t }), source } : null,
	};
}

function limitsOf({ kind, least, most }: Leaf, t: T): string {
	if (kind !== 'number' && kind !== 'money') return '';
	if (least !== undefined && most !== undefined) return t('apply.between', { least, most });
	if (most !== undefined) return t('apply.at-most', { most });
	return least !== undefined ? t('apply.at-least', { least }) : '';
}

async function placeOptions(value: Value, speaker: Speaker) {
	if (typeof value !== 'string') return undefined;
	return [{ value, label: await placeName(value, speaker) }];
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
	return field.kind === 'region' ? placeName(value, speaker) : value;
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
