/** A text with places: `{name}` is replaced, `{count:report|reports}` is the first word for exactly 1, else the second. */
export type Part = string | { name: string; words?: [string, string] };

const place = /\{([a-zA-Z][a-zA-Z0-9]*)(?::([^{}|]*)\|([^{}|]*))?\}/g;

export function parseTemplate(text: string): Part[] {
	const parts: Part[] = [];
	let from = 0;
	for (const match of text.matchAll(place)) {
		if (match.index > from) parts.push(text.slice(from, match.index));
		const [whole, name = '', one, more] = match;
		parts.push(one === undefined || more === undefined ? { name } : { name, words: [one, more] });
		from = match.index + whole.length;
	}
	if (from < text.length) parts.push(text.slice(from));
	return parts;
}

export function placesOf(text: string): string[] {
	const names = parseTemplate(text).flatMap((part) => (typeof part === 'string' ? [] : [part.name]));
	return [...new Set(names)].sort();
}
