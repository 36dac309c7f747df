import { formatNumber } from './format.ts';
import { type Language, languages } from './language.ts';
import { readMessages } from './read-messages.ts';
import { type Part, parseTemplate } from './template.ts';

/** What fills the places of a text; a key without a place is left alone. */
export type Params = Record<string, string | number | undefined>;

const texts: Record<Language, Map<string, Part[]>> = { id: new Map(), en: new Map() };
for (const { language, messages } of readMessages()) {
	for (const [key, text] of Object.entries(messages)) texts[language].set(key, parseTemplate(text));
}

/**
 * The text of a message; numbers among `params` are written the way of the language. A key that is missing in one
 * language is shown in the other, one that is missing in both is shown itself: the check finds either before anybody does.
 */
export function translate(language: Language, key: string, params: Params = {}): string {
	const parts = texts[language].get(key) ?? languages.map((other) => texts[other].get(key)).find(Boolean);
	if (!parts) return key;
	const [only] = parts;
	if (parts.length === 1 && typeof only === 'string') return only; // most of what a page says
	return parts
		.map((part) => (typeof part === 'string' ? part : fill(language, part, params[part.name])))
		.join('');
}

/** Whether there is a text under this key. */
export function hasMessage(key: string): boolean {
	return texts.id.has(key);
}

function fill(language: Language, part: Exclude<Part, string>, value: string | number | undefined): string {
	if (part.words) return value === 1 ? part.words[0] : part.words[1];
	if (value === undefined) return `{${part.name}}`;
	return typeof value === 'number' ? formatNumber(language, value) : value;
}
