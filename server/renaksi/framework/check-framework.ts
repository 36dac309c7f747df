import { compare, decimal, hundred, sum } from '../score/exact.ts';
import { type Band, type Framework, framework as shape } from './framework.ts';

/** What is wrong with a framework, and where. */
export type Fault = { at: string; what: string };

/**
 * Reads anything and names every fault. Weights of one level are either all given, and then sum to 100, or none is, and
 * then all are equal; points of documents likewise. A framework with a fault is not loaded and not imported.
 */
export function checkFramework(read: unknown): { framework: Framework | undefined; faults: Fault[] } {
	const { success, data, error } = shape.safeParse(read);
	if (!success) {
		const faults = error.issues.map(({ path, message }) => ({ at: path.join('.') || 'file', what: message }));
		return { framework: undefined, faults };
	}
	const faults = [...faultsOfTree(data), ...faultsOfBands('zones', data.zones), ...faultsOfSources(data)];
	if (data.opensAt >= data.closesAt && new Date(data.opensAt) >= new Date(data.closesAt)) {
		faults.push({ at: 'closesAt', what: 'it closes before it opens' });
	}
	return { framework: faults.length === 0 ? data : undefined, faults };
}

function faultsOfTree({ areas, aspects }: Framework): Fault[] {
	const known = new Set(aspects.map((aspect) => aspect.id));
	const faults = faultsOfLevel('areas', areas, (one) => one.weight);
	for (const area of areas) {
		faults.push(...faultsOfLevel(area.id, area.indicators, (one) => one.weight));
		for (const indicator of area.indicators) {
			const at = `${area.id}.${indicator.id}`;
			if (indicator.aspect && !known.has(indicator.aspect)) {
				faults.push({ at, what: `there is no aspect ${indicator.aspect}` });
			}
			faults.push(...faultsOfLevel(at, indicator.subs, (one) => one.weight));
			for (const sub of indicator.subs) {
				faults.push(...faultsOfLevel(`${at}.${sub.id}`, sub.documents, (one) => one.points));
			}
		}
	}
	return faults;
}

type Child = { id: string; weightSource: string | null };

function faultsOfLevel<One extends Child>(
	at: string,
	children: One[],
	weightOf: (one: One) => string | null,
): Fault[] {
	const ids = children.map((child) => child.id);
	const faults: Fault[] = ids
		.filter((id, index) => ids.indexOf(id) !== index)
		.map((id) => ({ at, what: `${id} stands there twice` }));
	const given = children.flatMap((child) => weightOf(child) ?? []);
	if (given.length === 0) return faults;
	if (given.length < children.length) {
		return [...faults, { at, what: 'some weights are given and some are not' }];
	}
	const amounts = given.map(decimal);
	if (amounts.some((amount) => amount.top <= 0n)) faults.push({ at, what: 'a weight is not above zero' });
	if (compare(sum(amounts), hundred) !== 0) faults.push({ at, what: 'the weights do not sum to 100' });
	return faults;
}

export function faultsOfBands(at: string, bands: Band[]): Fault[] {
	const edges = bands.map(({ from }) => decimal(from));
	const rises = edges.every((edge, index) => {
		const before = edges[index - 1];
		return before === undefined || compare(before, edge) < 0;
	});
	return rises ? [] : [{ at, what: 'each must begin above the one before' }];
}

/** Every source that an element names stands in the list. */
function faultsOfSources(read: Framework): Fault[] {
	const named = new Set<string>();
	JSON.stringify(read, (key, value) => {
		const names = ['source', 'weightSource', 'closesSource', 'zonesSource'];
		if (names.includes(key) && typeof value === 'string') named.add(value);
		return value;
	});
	return [...named]
		.filter((name) => !(name in read.sources))
		.map((name) => ({ at: 'sources', what: `${name} is named and not listed` }));
}
