import { formatNumber, type Language } from '#platform/i18n';
import type { Answers, Step } from '#rules';
import type { Decision, Definition } from '#services';

type T = (key: string, params?: Record<string, string | number>) => string;

/** What a fee comes to, and from which answers. */
export function chargeViews(
	definition: Definition,
	{ charges }: Decision,
	answers: Answers,
	{ lang, t }: { lang: Language; t: T },
) {
	const labels = new Map(
		[...definition.questions, ...(definition.process?.pages ?? []).flatMap(({ fields }) => fields)].map(
			(one) => [one.id, one] as const,
		),
	);
	return charges.map(({ id, label, amount, basis, steps }) => ({
		...{ id, label: label[lang], amount, basis },
		inputs: [...new Set(answersIn(steps))].flatMap((name) => {
			const field = labels.get(name);
			return field ? [{ label: field.label[lang], value: told(name) }] : [];
		}),
	}));

	function told(name: string): string {
		const value = answers[name];
		if (Array.isArray(value)) return t('apply.records.count', { count: value.length });
		if (typeof value === 'boolean') return t(`services.answer.${value ? 'ya' : 'tidak'}`);
		if (typeof value === 'number') return formatNumber(lang, value);
		const field = labels.get(name);
		const option =
			field && 'options' in field ? field.options?.find((one) => one.value === value) : undefined;
		return option?.label[lang] ?? (typeof value === 'string' ? value : t('apply.empty'));
	}
}

/** The answers a rule asked for on its way. */
function answersIn({ operator, operand, of }: Step): string[] {
	return [
		...(operator === 'answer' && typeof operand === 'string' ? [operand] : []),
		...of.flatMap(answersIn),
	];
}
