import { Refusal } from '#platform/refusal';
import type { ShownLeaf } from '#services';

type Choice = { value: string; label: string };
/** What somebody typed for a place came to: its code, or places to choose from. */
export type Places = Map<string, { code?: string; choices?: Choice[] }>;

const isCode = (text: string) => /^[0-9.]{2,13}$/.test(text);

/** Reads fields that name a place: a code that was chosen, or words, which are looked for. */
export async function placesIn(
	fields: readonly Pick<ShownLeaf, 'field'>[],
	form: FormData,
	find: (typed: string) => Promise<Choice[]>,
): Promise<Places> {
	const places: Places = new Map();
	for (const { field } of fields) {
		if (field.kind !== 'region') continue;
		const [chosen, typed] = [text(form, field.id), text(form, `${field.id}.cari`)];
		const words = typed || (isCode(chosen) ? '' : chosen);
		if (!words) continue;
		const choices = await find(words);
		const [only, more] = choices;
		places.set(field.id, only && !more ? { code: only.value } : { choices });
	}
	return places;
}

function text(form: FormData, name: string): string {
	const value = form.get(name);
	return typeof value === 'string' ? value.trim() : '';
}

/**
 * What a form says for a field, with places as codes. Refuses `applications/place-unclear` where words mean several
 * places, or none.
 */
export function givenBy(form: FormData, places: Places): (name: string) => string | null {
	const unclear = [...places].flatMap(([name, { code, choices }]) =>
		code ? [] : [[name, choices] as const],
	);
	if (unclear.length > 0) {
		throw new Refusal('invalid', 'applications/place-unclear', {
			fields: Object.fromEntries(
				unclear.map(([name, choices]) => [
					name,
					`refusal.applications.${choices?.length ? 'place-several' : 'place-unknown'}`,
				]),
			),
		});
	}
	return (name) => {
		const value = places.get(name)?.code ?? form.get(name);
		return typeof value === 'string' ? value : null;
	};
}
