import { formatDay, formatNumber, type Language, translate } from '#platform/i18n';
import { findRegion } from '#regions';
import type { Value } from '#rules';
import type { Definition, Group, Leaf } from '#services';

/** Anything that is asked or found: a question, a field, a finding. */
export type Asked = Pick<Leaf, 'id' | 'label' | 'kind' | 'options'>;

/** Every field of a definition by its id: its questions, those of its pages, what officers find. */
export function askedIn({ questions, process }: Definition): Map<string, Asked | Group> {
	const pages = process?.pages ?? [];
	const all: (Asked | Group)[] = [
		...questions,
		...pages.flatMap(({ fields }) => fields),
		...(process?.states ?? []).flatMap(({ findings }) => findings ?? []),
	];
	return new Map(all.map((one) => [one.id, one]));
}

/** An answer in words: options by their label, places by their name, amounts in rupiah. Empty where there is none. */
export async function describeValue(
	lang: Language,
	field: Asked | Group,
	value: Value | undefined,
): Promise<string> {
	if (value === null || value === undefined || value === '') return '';
	if (field.kind === 'group') return Array.isArray(value) ? describeRecords(lang, field, value) : '';
	if (typeof value === 'boolean') return translate(lang, value ? 'process.yes' : 'process.no');
	if (field.kind === 'choice') {
		return field.options?.find((one) => one.value === value)?.label[lang] ?? String(value);
	}
	if (typeof value === 'number') {
		return field.kind === 'money' ? `Rp${formatNumber(lang, value, 0)}` : formatNumber(lang, value);
	}
	if (typeof value !== 'string') return '';
	if (field.kind === 'day') return formatDay(lang, value);
	if (field.kind === 'region') return (await findRegion(value))?.officialName ?? value;
	return value;
}

async function describeRecords(lang: Language, group: Group, records: readonly Value[]): Promise<string> {
	const lines = await Promise.all(
		records.map(async (record) => {
			const parts = await Promise.all(
				group.fields.map(async (field) => {
					const text = await describeValue(lang, field, valueIn(record, field.id));
					return text && `${field.label[lang]}: ${text}`;
				}),
			);
			return parts.filter(Boolean).join('; ');
		}),
	);
	return lines.map((line, index) => `${index + 1}. ${line}`).join('\n');
}

function valueIn(record: Value, id: string): Value {
	if (typeof record !== 'object' || record === null || Array.isArray(record)) return null;
	return Object.entries(record).find(([name]) => name === id)?.[1] ?? null;
}
