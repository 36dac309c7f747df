import { canonical } from '../canonical.ts';
import type { Definition } from '../definition.ts';

/**
 * How far a change goes: only words; nothing that was answered or reached stops to stand; or something may, so that
 * drafts are asked again and what runs is better left pinned.
 */
export const reaches = ['text', 'compatible', 'breaking'] as const;
export type Reach = (typeof reaches)[number];
export type Change = {
	/** By names, not by numbers: `process.pages.site.fields.area.most`. */
	at: string;
	kind: 'added' | 'removed' | 'changed' | 'moved';
	reach: Reach;
	before?: string;
	after?: string;
};

/** What is different between two versions, each change with how far it goes. */
export function compareDefinitions(before: Definition, after: Definition): Change[] {
	return compare(before, after, []);
}

/** The farthest of all changes; 'text' where nothing changed. */
export function reachOf(changes: readonly Change[]): Reach {
	return reaches.findLast((reach) => changes.some((one) => one.reach === reach)) ?? 'text';
}

type Path = readonly string[];
type Tree = { readonly [key: string]: unknown };

/** Parts that are one thing: a rule, a text in two languages, a list of values. */
const whole = new Set([
	...['when', 'rule', 'amount', 'guard', 'required', 'value', 'from', 'by', 'to', 'effects', 'requires'],
	...['readableBy', 'types', 'synonyms', 'audience', 'events', 'legalBasis', 'basis', 'deemed', 'procedure'],
	...['provider', 'office', 'hours', 'prefill', 'valid', 'renewal', 'duration', 'examples', 'join'],
]);

function compare(before: unknown, after: unknown, path: Path): Change[] {
	if (canonical(before ?? null) === canonical(after ?? null)) return [];
	const name = path.at(-1) ?? '';
	const isNamed = path.at(-2) === 'named' && path.length === 2;
	if (!isNamed && !whole.has(name) && isTree(before) && isTree(after)) {
		const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
		return keys.flatMap((key) => compare(before[key], after[key], [...path, key]));
	}
	const [old, young] = [byName(before), byName(after)];
	if (!whole.has(name) && old && young) return compareLists(old, young, path);
	return [changeOf(before, after, path)];
}

function compareLists(before: Map<string, unknown>, after: Map<string, unknown>, path: Path): Change[] {
	const changes = [...new Set([...before.keys(), ...after.keys()])].flatMap((name) =>
		compare(before.get(name), after.get(name), [...path, name]),
	);
	const kept = [...before.keys()].filter((name) => after.has(name));
	const order = [...after.keys()].filter((name) => before.has(name));
	if (kept.join() === order.join()) return changes;
	// the first state is where an application begins, and a rule knows only what stands before it
	return [...changes, { at: path.join('.'), kind: 'moved', reach: 'compatible' }];
}

function changeOf(before: unknown, after: unknown, path: Path): Change {
	const kind = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';
	return {
		...{ at: path.join('.'), kind, reach: reachOfChange(kind, before, after, path) },
		...(before === undefined ? {} : { before: shown(before) }),
		...(after === undefined ? {} : { after: shown(after) }),
	};
}

const longest = 300;

/** What a thing is called says more than all of it. */
function shown(value: unknown): string {
	const name = isTree(value) ? (value['label'] ?? value['title'] ?? value['reason']) : undefined;
	if (isTree(name) && typeof name['id'] === 'string') return name['id'];
	const text = typeof value === 'string' ? value : canonical(value);
	return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

const words = new Set([
	...[
		'title',
		'summary',
		'label',
		'hint',
		'note',
		'reason',
		'next',
		'body',
		'synonyms',
		'examples',
		'caution',
	],
	...[
		'basis',
		'legalBasis',
		'requirements',
		'procedure',
		'product',
		'complaints',
		'facilities',
		'competence',
	],
	...['supervision', 'staff', 'guarantee', 'safety', 'evaluation'],
]);
/** Lists to which something can be added, or from which it can be taken, without asking anybody again. */
const mayGrow = new Set([
	...['options', 'states', 'transitions', 'forks', 'branches', 'outputs', 'resources', 'lines', 'checklist'],
	...['findings', 'named', 'files'],
]);
const mayShrink = new Set(['eligibility', 'papers', 'fees', 'checklist', 'files', 'named', 'lines']);
const decides = new Set([
	...[
		'when',
		'rule',
		'amount',
		'guard',
		'required',
		'kind',
		'from',
		'to',
		'on',
		'effects',
		'outcome',
		'otherwise',
	],
	...['provider', 'join', 'onRefusal', 'office', 'at'],
]);

function reachOfChange(kind: Change['kind'], before: unknown, after: unknown, path: Path): Reach {
	const name = path.at(-1) ?? '';
	if (path.some((part) => words.has(part))) return 'text';
	const list = path.at(-2) ?? '';
	if (kind === 'added' && isTree(after) && list !== '' && 'id' in after) {
		return mayGrow.has(list) || isOptional(after) ? 'compatible' : 'breaking';
	}
	if (kind === 'removed' && isTree(before) && 'id' in before) {
		return mayShrink.has(list) ? 'compatible' : 'breaking';
	}
	if (list === 'named' && kind !== 'added') return 'breaking';
	if (name === 'required') return after === false ? 'compatible' : 'breaking';
	if (decides.has(name)) return 'breaking';
	if (name === 'process') return kind === 'added' ? 'compatible' : 'breaking';
	if (name === 'least' || name === 'most') return reachOfLimit(name, before, after);
	return 'compatible';
}

/** A field that may stay empty; a page or group of nothing else. */
function isOptional(added: Tree): boolean {
	if (Array.isArray(added['fields'])) {
		return added['least'] === 0 || added['fields'].every((field) => isTree(field) && isOptional(field));
	}
	return added['required'] === false;
}

/** Looser is compatible. */
function reachOfLimit(name: 'least' | 'most', before: unknown, after: unknown): Reach {
	if (after === undefined) return 'compatible';
	if (typeof before !== 'number' || typeof after !== 'number') return 'breaking';
	return (name === 'least' ? after < before : after > before) ? 'compatible' : 'breaking';
}

function isTree(value: unknown): value is Tree {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A list whose parts have names, by them. */
function byName(value: unknown): Map<string, unknown> | undefined {
	if (!Array.isArray(value)) return undefined;
	const entries = value.map((one): [string, unknown] | undefined => {
		const name = isTree(one) ? (one['id'] ?? one['paper'] ?? one['at'] ?? one['value']) : undefined;
		return typeof name === 'string' ? [name, one] : undefined;
	});
	return entries.every((one) => one !== undefined) ? new Map(entries) : undefined;
}
