import { Refusal } from '#platform/refusal';
import { layOut } from '#services';
import type { Tree } from './find-part.ts';
import { type Input, partShapes } from './part-shapes.ts';

/**
 * What a part's form was sent with, over what the part was: what has no input stays, what was emptied is gone. Refuses
 * `services/not-json` at the field.
 */
export function readPart(shape: string, before: Tree, form: FormData): Tree {
	return (partShapes[shape] ?? []).reduce<Tree>(
		(part, input) => withAt(part, input.name.split('.'), readInput(input, form)),
		before,
	);
}

function withAt(tree: Tree, [name = '', ...rest]: string[], value: unknown): Tree {
	const { [name]: old, ...others } = tree;
	if (rest.length > 0) return { ...tree, [name]: withAt(Object(old ?? {}), rest, value) };
	if (value === undefined) return others;
	return { ...tree, [name]: value };
}

function readInput(input: Input, form: FormData): unknown {
	const { name } = input;
	const text = (key: string) => {
		const value = form.get(key);
		return typeof value === 'string' ? value.replace(/\r\n?/g, '\n').trim() : '';
	};
	switch (input.as) {
		case 'words': {
			const words = { id: text(`${name}.id`), en: text(`${name}.en`) };
			return words.id || words.en || input.required ? words : undefined;
		}
		case 'flag':
			return text(name) === 'on';
		case 'checks': {
			const values = form.getAll(name).filter((one) => typeof one === 'string');
			return values.length > 0 || name === 'by' || name === 'requires' ? values : undefined;
		}
		case 'lines':
			return text(name)
				.split('\n')
				.map((line) => line.trim())
				.filter(Boolean);
		case 'options':
			return readOptions(text(name));
		case 'basis': {
			const certain = text(`${name}.certain`) === 'on';
			return text(`${name}.text`) ? { text: text(`${name}.text`), certain } : undefined;
		}
		case 'number':
			return text(name) === '' ? undefined : Number(text(name).replace(',', '.'));
		case 'rule':
		case 'json':
			return text(name) === '' ? undefined : readJson(name, text(name));
		default:
			return text(name) || (input.required ? '' : undefined);
	}
}

/** `value | Indonesian | English`, one a line. */
function readOptions(text: string): unknown {
	if (text === '') return undefined;
	return text.split('\n').map((line) => {
		const [value = '', id = '', en = ''] = line.split('|').map((one) => one.trim());
		return { value, label: { id, en } };
	});
}

/** Refuses `services/not-json` at the field. */
export function readJson(name: string, text: string): unknown {
	try {
		return JSON.parse(text);
	} catch (error) {
		const message = error instanceof Error ? error.message : '';
		throw new Refusal('invalid', 'services/not-json', {
			fields: { [name]: 'refusal.services.not-json' },
			params: { message },
		});
	}
}

/** What the inputs of a part show: by their names, as the form sends them again. */
export function showPart(shape: string, part: Tree): Record<string, string | string[]> {
	return Object.fromEntries(
		(partShapes[shape] ?? []).flatMap((input) => showInput(input, valueAt(part, input.name))),
	);
}

function valueAt(part: Tree, name: string): unknown {
	return name.split('.').reduce<unknown>((here, one) => Object(here ?? {})[one], part);
}

function showInput(input: Input, value: unknown): [string, string | string[]][] {
	const { name } = input;
	const inner = Object(value ?? {});
	switch (input.as) {
		case 'words':
			return (['id', 'en'] as const).map((lang) => [`${name}.${lang}`, String(inner[lang] ?? '')]);
		case 'basis':
			return [
				[`${name}.text`, String(inner.text ?? '')],
				[`${name}.certain`, inner.certain === true ? 'on' : ''],
			];
		case 'flag':
			return [[name, value === true ? 'on' : '']];
		case 'checks':
			return [[name, Array.isArray(value) ? value.map(String) : []]];
		case 'lines':
			return [[name, Array.isArray(value) ? value.join('\n') : '']];
		case 'options':
			return [[name, Array.isArray(value) ? value.map(lineOf).join('\n') : '']];
		case 'rule':
		case 'json':
			return [[name, value === undefined ? '' : layOut(value)]];
		default:
			return [[name, value === undefined ? '' : String(value)]];
	}
}

function lineOf(option: unknown): string {
	const { value, label } = Object(option ?? {});
	return [value, label?.id, label?.en].join(' | ');
}
