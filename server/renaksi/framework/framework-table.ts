import { byteOrderMark, csvRow } from '#platform/csv';
import type { Framework, Words } from './framework.ts';
import { readCells } from './read-cells.ts';

/**
 * A framework as one table, for spreadsheets: a line for each element, with the path of what it belongs to. What is
 * written is read back the same.
 */
const columns = [
	...['kind', 'path', 'name_id', 'name_en', 'weight', 'source', 'weight_source'],
	...['owner', 'aspect', 'objective_id', 'objective_en', 'value'],
] as const;
type Line = Partial<Record<(typeof columns)[number], string | null | undefined>>;

export function writeFramework(framework: Framework): string {
	const lines = [...headOf(framework), ...treeOf(framework)];
	const rows = lines.map((line) => csvRow(columns.map((column) => line[column] ?? '')));
	return `${byteOrderMark}${csvRow([...columns])}${rows.join('')}`;
}

const named = ({ id, en }: Words): Line => ({ name_id: id, name_en: en });

function headOf(one: Framework): Line[] {
	return [
		{ kind: 'framework', path: one.id, ...named(one.name) },
		{ kind: 'note', ...named(one.note) },
		{ kind: 'verifier', ...named(one.verifier) },
		{ kind: 'years', value: one.years.join(' ') },
		{ kind: 'levels', value: one.levels.join(' ') },
		{ kind: 'opens', value: one.opensAt },
		{ kind: 'closes', value: one.closesAt, source: one.closesSource },
		...one.aspects.map(
			({ id, name, source }): Line => ({ kind: 'aspect', path: id, ...named(name), source }),
		),
		...one.zones.map(({ id, name, from }): Line => {
			return { kind: 'zone', path: id, ...named(name), value: from, source: one.zonesSource };
		}),
		...Object.entries(one.sources).map(([path, value]): Line => ({ kind: 'source', path, value })),
	];
}

type Element = { name: Words; source: string | null; weightSource: string | null };

function treeOf({ areas }: Framework): Line[] {
	const line = (kind: string, path: string[], weight: string | null, one: Element): Line => ({
		...{ kind, path: path.join('.'), ...named(one.name), weight },
		...{ source: one.source, weight_source: one.weightSource },
	});
	return areas.flatMap((area) => [
		{ ...line('area', [area.id], area.weight, area), owner: area.owner },
		...area.indicators.flatMap((indicator) => [
			{
				...line('indicator', [area.id, indicator.id], indicator.weight, indicator),
				...{ aspect: indicator.aspect, objective_id: indicator.objective?.id },
				objective_en: indicator.objective?.en,
			},
			...indicator.subs.flatMap((sub) => [
				line('sub', [area.id, indicator.id, sub.id], sub.weight, sub),
				...sub.documents.map((document) =>
					line('document', [area.id, indicator.id, sub.id, document.id], document.points, document),
				),
			]),
		]),
	]);
}

type Row = Record<string, string>;
type Node = { row: Row; children: Node[] };

/** The table as the document it stands for, to be checked: `checkFramework` says what is wrong with it. */
export function readFramework(text: string): unknown {
	const rows = readCells(text);
	const of = (kind: string) => rows.filter((row) => row['kind'] === kind);
	const value = (kind: string) => of(kind)[0]?.['value'] ?? '';
	const [head] = of('framework');
	return {
		id: head?.['path'] ?? '',
		name: wordsOf(head),
		note: wordsOf(of('note')[0]),
		verifier: wordsOf(of('verifier')[0]),
		years: value('years').split(' ').filter(Boolean).map(Number),
		levels: value('levels').split(' ').filter(Boolean),
		opensAt: value('opens'),
		closesAt: value('closes'),
		closesSource: orNull(of('closes')[0]?.['source']),
		aspects: of('aspect').map((row) => ({
			id: row['path'],
			name: wordsOf(row),
			source: orNull(row['source']),
		})),
		zones: of('zone').map((row) => ({ id: row['path'], from: row['value'], name: wordsOf(row) })),
		zonesSource: orNull(of('zone')[0]?.['source']),
		sources: Object.fromEntries(of('source').map((row) => [row['path'] ?? '', row['value'] ?? ''])),
		areas: treeFrom(rows).map(areaFrom),
	};
}

const depths = ['area', 'indicator', 'sub', 'document'];

function treeFrom(rows: Row[]): Node[] {
	const nodes = new Map<string, Node>();
	const roots: Node[] = [];
	for (const row of rows.filter((one) => depths.includes(one['kind'] ?? ''))) {
		const path = row['path'] ?? '';
		const node = { row, children: [] };
		nodes.set(path, node);
		const parent = nodes.get(path.split('.').slice(0, -1).join('.'));
		(parent?.children ?? roots).push(node);
	}
	return roots;
}

const areaFrom = ({ row, children }: Node) => ({
	...elementFrom(row),
	weight: orNull(row['weight']),
	owner: row['owner'] ?? '',
	indicators: children.map((indicator) => ({
		...elementFrom(indicator.row),
		weight: orNull(indicator.row['weight']),
		...(indicator.row['aspect'] ? { aspect: indicator.row['aspect'] } : {}),
		...objectiveFrom(indicator.row),
		subs: indicator.children.map((sub) => ({
			...elementFrom(sub.row),
			weight: orNull(sub.row['weight']),
			documents: sub.children.map((document) => ({
				...elementFrom(document.row),
				points: orNull(document.row['weight']),
			})),
		})),
	})),
});

const elementFrom = (row: Row) => ({
	id: (row['path'] ?? '').split('.').at(-1) ?? '',
	name: wordsOf(row),
	source: orNull(row['source']),
	weightSource: orNull(row['weight_source']),
});

function objectiveFrom(row: Row) {
	const [id, en] = [row['objective_id'] ?? '', row['objective_en'] ?? ''];
	return id || en ? { objective: { id, en } } : {};
}

const wordsOf = (row: Row | undefined) => ({ id: row?.['name_id'] ?? '', en: row?.['name_en'] ?? '' });
const orNull = (text: string | undefined) => text || null;
