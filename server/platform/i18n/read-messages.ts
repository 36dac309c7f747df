import { readdirSync, readFileSync } from 'node:fs';
import type { Language } from './language.ts';

export type MessageFile = { module: string; language: Language; messages: Record<string, string> };

const folder = new URL('../../../web/locales/', import.meta.url);

/** Every `web/locales/<module>.<language>.json`: flat, key → text. A file that is not that is a fault of the program. */
export function readMessages(): MessageFile[] {
	return readdirSync(folder)
		.filter((name) => name.endsWith('.json'))
		.sort()
		.map((name) => {
			const [module = '', language = ''] = name.split('.');
			if (language !== 'id' && language !== 'en')
				throw new Error(`${name}: expected module.id.json or module.en.json`);
			return { module, language, messages: parse(name, readFileSync(new URL(name, folder), 'utf8')) };
		});
}

function parse(name: string, text: string): Record<string, string> {
	const found: unknown = JSON.parse(text);
	if (typeof found !== 'object' || found === null) throw new Error(`${name}: expected an object`);
	return Object.fromEntries(
		Object.entries(found).map(([key, value]) => {
			if (typeof value !== 'string') throw new Error(`${name}: ${key} is not a text`);
			return [key, value];
		}),
	);
}
