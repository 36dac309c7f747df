import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { layOut, lintDefinition } from '#services';
import { drawStates } from './draw-states.ts';
import { findPart, type Part, withPart } from './find-part.ts';
import { innerLists, partShapes, parts } from './part-shapes.ts';
import { readPart, showPart } from './read-part.ts';

const folder = new URL('../../../data/services/', import.meta.url);
const definitions = readdirSync(folder)
	.filter((name) => name.endsWith('.json'))
	.flatMap((name) => {
		const file = JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
		return lintDefinition(file, '2026-11-24').definition ?? [];
	});
const [first = assert.fail('no service ships')] = definitions;

/** What a browser sends for a form that shows these values. */
function sent(shape: string, values: Record<string, string | string[]>): FormData {
	const form = new FormData();
	const flags = new Set(
		partShapes[shape]?.flatMap(({ name, as }) =>
			as === 'flag' ? [name] : as === 'basis' ? [`${name}.certain`] : [],
		),
	);
	for (const [name, value] of Object.entries(values)) {
		if (flags.has(name) && value === '') continue;
		for (const one of Array.isArray(value) ? value : [value.replaceAll('\n', '\r\n')]) form.append(name, one);
	}
	return form;
}

/** Every part of a definition that has a form, the inner ones too. */
function* everyPart(definition: typeof first, names: string[]): Generator<Part> {
	const part = findPart(definition, names);
	if (!part) return;
	yield part;
	if (part.kind === 'list') {
		for (const { id } of part.items) yield* everyPart(definition, [...names, String(id)]);
	} else if (part.inner) yield* everyPart(definition, [...names, part.inner]);
}

describe('the forms of the editor', () => {
	for (const definition of definitions) {
		test(`lose nothing of ${definition.id}`, () => {
			let count = 0;
			for (const { name } of parts) {
				for (const part of everyPart(definition, [name])) {
					if (part.kind === 'list') continue;
					const again = readPart(part.shape, part.value, sent(part.shape, showPart(part.shape, part.value)));
					assert.deepEqual(again, part.value, part.at);
					assert.deepEqual(withPart(definition, part.at, again), definition);
					count++;
				}
			}
			assert.ok(count > 10);
		});
	}
	test('the file goes down and up again without loss', () => {
		for (const definition of definitions) assert.deepEqual(JSON.parse(layOut(definition)), definition);
	});
});

describe('a place in a definition', () => {
	test('that is not there is none', () => {
		for (const names of [[], ['x'], ['questions', 'x'], ['content', 'x'], ['standard', 'a'], ['__proto__']]) {
			assert.equal(findPart(first, names), undefined, names.join('/'));
		}
	});
	test('is added to, exchanged, taken out', () => {
		const [one] = first.papers;
		const more = withPart(first, `papers.${first.papers.length}`, { id: 'more' });
		assert.equal(Object(more).papers.at(-1).id, 'more');
		assert.deepEqual(Object(withPart(first, 'papers.0', undefined)).papers, first.papers.slice(1));
		assert.deepEqual(withPart(first, 'papers.0', one), first);
	});
	test('lists inside one have a form of their own', () => {
		for (const shape of Object.values(innerLists)) assert.ok(partShapes[shape]);
	});
});

test('a drawing has every state once, inside its frame, and every way', () => {
	for (const { process } of definitions) {
		if (!process) continue;
		const { nodes, edges, width, height } = drawStates(process, 'id');
		assert.deepEqual(nodes.map(({ id }) => id).sort(), process.states.map(({ id }) => id).sort());
		assert.equal(edges.length, process.transitions.flatMap(({ from }) => from).length);
		for (const { x, y } of nodes) assert.ok(x >= 0 && y >= 0 && x < width && y < height);
		assert.equal(new Set(nodes.map(({ x, y }) => `${x} ${y}`)).size, nodes.length, 'none on another');
	}
});
