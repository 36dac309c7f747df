export type Format = 'xml' | 'json';

/** What an answer can hold. Lists are bare arrays in JSON; in XML they have a name and each item has its singular. */
export type Value =
	| string
	| number
	| boolean
	| null
	| undefined
	| readonly Value[]
	| { readonly [name: string]: Value };

export const contentTypes: Record<Format, string> = {
	xml: 'text/xml; charset=utf-8',
	json: 'application/json; charset=utf-8',
};

const singular: Record<string, string> = {
	services: 'service',
	service_requests: 'request',
	attributes: 'attribute',
	values: 'value',
	errors: 'error',
	endpoints: 'endpoint',
	formats: 'format',
	notes: 'note',
	photos: 'photo',
};

/** The same data in either format: XML as the specification names its elements, JSON by the Spark convention. */
export function writeAnswer(format: Format, root: string, data: Value): string {
	if (format === 'json') return JSON.stringify(data);
	return `<?xml version="1.0" encoding="utf-8"?>\n${element(root, data)}\n`;
}

function element(name: string, value: Value): string {
	if (value === undefined) return '';
	if (value === null || value === '') return `<${name}/>`;
	return `<${name}>${content(name, value)}</${name}>`;
}

function content(name: string, value: Exclude<Value, null | undefined>): string {
	if (isList(value)) return value.map((item) => element(singular[name] ?? 'item', item)).join('');
	if (typeof value !== 'object') return escaped(String(value));
	return Object.entries(value)
		.map(([child, inner]) => element(child, inner))
		.join('');
}

function isList(value: Value): value is readonly Value[] {
	return Array.isArray(value);
}

const entities: Record<string, string> = {
	'<': '&lt;',
	'>': '&gt;',
	'&': '&amp;',
	'"': '&quot;',
	"'": '&apos;',
};

/**
 * The characters XML cannot hold at all are left out, the five it cannot hold as they are escaped by name, which even
 * the simplest reader knows; line ends are those a reader of XML makes of them anyway.
 */
function escaped(text: string): string {
	return text
		.replace(/\r\n?/g, '\n')
		.replace(/[^\t\n\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')
		.replace(/[<>&"']/g, (symbol) => entities[symbol] ?? '');
}
