import { Refusal } from '#platform/refusal';
import type { ShownLeaf } from '#services';

export type Choice = { value: string; label: string; hint?: string | undefined };
/** Fields whose answer is looked for by words: a place, a class of business. */
type Sought = 'region' | 'kbli';
type Find = (typed: string) => Promise<Choice[]>;
/** What somebody typed came to: the answer itself, or what to choose from. */
export type Finds = Map<string, { kind: Sought; value?: string; choices?: Choice[] }>;

const isAnswer: Record<Sought, RegExp> = { region: /^[0-9.]{2,13}$/, kbli: /^\d{2}[\s.]?\d{3}$/ };

/**
 * Reads fields that are looked for by words: what was chosen, or words. The only place of a name is taken; a class of
 * business is always chosen, for words only resemble it.
 */
export async function findsIn(
	fields: readonly Pick<ShownLeaf, 'field'>[],
	form: FormData,
	find: Record<Sought, Find>,
): Promise<Finds> {
	const finds: Finds = new Map();
	for (const { field } of fields) {
		if (field.kind !== 'region' && field.kind !== 'kbli') continue;
		const [chosen, typed] = [text(form, field.id), text(form, `${field.id}.cari`)];
		if (typed && isAnswer[field.kind].test(typed)) form.set(field.id, typed);
		else if (typed || (chosen && !isAnswer[field.kind].test(chosen))) {
			const choices = await find[field.kind](typed || chosen);
			const only = field.kind === 'region' ? theOne(choices, typed || chosen) : undefined;
			finds.set(field.id, { kind: field.kind, ...(only ? { value: only.value } : { choices }) });
		}
	}
	return finds;
}

/** The only place that was found, or the only one whose whole name was typed: "Kota Medan" is not its kecamatan. */
function theOne(choices: Choice[], typed: string): Choice | undefined {
	if (choices.length === 1) return choices[0];
	const named = choices.filter(({ label }) => label.split(', ')[0]?.toLowerCase() === typed.toLowerCase());
	return named.length === 1 ? named[0] : undefined;
}

function text(form: FormData, name: string): string {
	const value = form.get(name);
	return typeof value === 'string' ? value.trim() : '';
}

/** What is to be chosen from, by field. */
export function choicesOf(finds: Finds): Record<string, Choice[]> {
	return Object.fromEntries([...finds].flatMap(([name, { choices }]) => (choices ? [[name, choices]] : [])));
}

/** What a form says for a field. Refuses `applications/choice-unclear` where words mean several things, or none. */
export function givenBy(form: FormData, finds: Finds): (name: string) => string | null {
	const unclear = [...finds].flatMap(([name, { kind, value, choices }]) =>
		value ? [] : [[name, `refusal.applications.${kind}-${choices?.length ? 'several' : 'unknown'}`]],
	);
	if (unclear.length > 0) {
		throw new Refusal('invalid', 'applications/choice-unclear', { fields: Object.fromEntries(unclear) });
	}
	return (name) => {
		const value = finds.get(name)?.value ?? form.get(name);
		return typeof value === 'string' ? value : null;
	};
}
