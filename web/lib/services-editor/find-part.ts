import type { Definition } from '#services';
import { innerLists, parts } from './part-shapes.ts';

export type Tree = { [key: string]: unknown };
/** A part of a definition by the names in its address: one thing, or a list of things that have an id. */
export type Part = {
	/** Which form it has: `questions`, `fields`, `group` … */
	shape: string;
	/** Where faults name it: `process.pages.0.fields.1`. */
	at: string;
	names: string[];
} & ({ kind: 'one'; value: Tree; inner: string | undefined } | { kind: 'list'; items: Tree[] });

/** Undefined for an address that leads nowhere. */
export function findPart(definition: Definition, names: string[]): Part | undefined {
	const [first = '', ...rest] = names;
	const part = parts.find(({ name }) => name === first);
	if (!part) return undefined;
	const isInside = 'inside' in part;
	const { process } = definition;
	if (isInside && !process) return undefined;
	const root: Tree = isInside ? { ...process } : { ...definition };
	const prefix = isInside ? 'process' : '';
	if (!('isList' in part)) {
		const value = first === 'standard' ? { ...definition.standard } : root;
		const at = first === 'standard' ? 'standard' : prefix;
		return rest.length === 0 ? { kind: 'one', shape: first, at, names, value, inner: undefined } : undefined;
	}
	return walk(root, prefix, first, rest, names);
}

function walk(holder: Tree, prefix: string, list: string, rest: string[], names: string[]): Part | undefined {
	const items = treesOf(holder[list]);
	const at = [prefix, list].filter(Boolean).join('.');
	const [id, inner, ...more] = rest;
	if (id === undefined) return { kind: 'list', shape: list, at, names, items };
	const index = items.findIndex((one) => one['id'] === id);
	const value = items[index];
	if (!value) return undefined;
	const shape = list === 'fields' && value['kind'] === 'group' ? 'group' : list;
	const here = `${at}.${index}`;
	if (inner === undefined) return { kind: 'one', shape, at: here, names, value, inner: innerLists[shape] };
	return inner === innerLists[shape] ? walk(value, here, inner, more, names) : undefined;
}

export function treesOf(value: unknown): Tree[] {
	return Array.isArray(value) ? value.filter(isTree) : [];
}

export function isTree(value: unknown): value is Tree {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The definition with what stands at a place exchanged; undefined takes it out of its list. */
export function withPart(definition: Definition, at: string, value: unknown): unknown {
	return at === '' ? value : exchange(definition, at.split('.'), value);
}

function exchange(holder: unknown, [name = '', ...rest]: string[], value: unknown): unknown {
	if (Array.isArray(holder)) {
		const index = Number(name);
		if (rest.length === 0 && value === undefined) return holder.toSpliced(index, 1);
		return holder.toSpliced(index, 1, rest.length === 0 ? value : exchange(holder[index], rest, value));
	}
	const tree = isTree(holder) ? holder : {};
	return { ...tree, [name]: rest.length === 0 ? value : exchange(tree[name], rest, value) };
}
