import type { Framework } from './framework.ts';

/** What differs between two frameworks: `areas/bmd/weight`, what stood there, what stands there now. */
export type Change = { at: string; before: string | undefined; after: string | undefined };

/** Every place where two frameworks differ; elements are told apart by their id, not by where they stand. */
export function compareFrameworks(before: Framework, after: Framework): Change[] {
	const [was, is] = [leavesOf(before), leavesOf(after)];
	return [...new Set([...was.keys(), ...is.keys()])]
		.filter((at) => was.get(at) !== is.get(at))
		.map((at) => ({ at, before: was.get(at), after: is.get(at) }));
}

function leavesOf(value: unknown, path = '', leaves = new Map<string, string>()): Map<string, string> {
	if (typeof value !== 'object' || value === null) {
		leaves.set(path, JSON.stringify(value) ?? '');
		return leaves;
	}
	for (const [key, child] of Object.entries(value)) {
		const name = Array.isArray(value) ? idOf(child, key) : key;
		leavesOf(child, path === '' ? name : `${path}/${name}`, leaves);
	}
	return leaves;
}

function idOf(child: unknown, key: string): string {
	const named = typeof child === 'object' && child !== null && 'id' in child && typeof child.id === 'string';
	return named ? String(child.id) : key;
}
