import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MapShapes } from '#regions';
import { drawMap } from './draw-map.ts';
import { nameAreas, placeLabels } from './place-labels.ts';

const square = (west: number, south: number): [number, number][] => [
	[west, south],
	[west + 1, south],
	[west + 1, south + 1],
	[west, south + 1],
	[west, south],
];
const outlines: MapShapes = {
	kind: 'outlines',
	source: 'test',
	shapes: [
		{ code: '12.01', name: 'West', polygons: [[square(98, 2)]] },
		{ code: '12.02', name: 'East', polygons: [[square(99, 2)], [square(99, 4)]] },
	],
};
const schematic: MapShapes = {
	kind: 'schematic',
	source: 'test',
	tiles: [
		{ code: '12.01', name: 'West', column: 0, row: 0 },
		{ code: '12.02', name: 'East', column: 2, row: 1 },
	],
	dots: [
		{ code: '12.01', name: 'West', lat: 2, lon: 98 },
		{ code: '12.02', name: 'East', lat: 3, lon: 99 },
	],
	coastline: [square(97, 1)],
};

test('outlines fill the drawing, north up, and say they are real', () => {
	const map = drawMap(outlines, (code) => ({ href: `/${code}`, rank: code === '12.02' ? 1 : 0 }), 'places');
	assert.equal(map.schematic, false);
	assert.deepEqual(map.viewBox, [-8, -8, 816, 1216]);
	const [east, west] = map.areas;
	assert.equal(west?.path, 'M0 1200l400 0 0-400-400 0 0 400z');
	assert.equal(east?.href, '/12.02');
	assert.deepEqual([west?.named?.x, east?.named?.x], [200, 600]);
});

test('tiles are squares on a grid, told to be schematic', () => {
	const map = drawMap(schematic, () => ({ step: 2, text: '7' }));
	assert.equal(map.schematic, true);
	assert.deepEqual(map.viewBox, [-6, -6, 306, 206]);
	assert.deepEqual(
		map.areas.map(({ path, text }) => [path, text]),
		[
			['M0 0h94v94h-94z', '7'],
			['M200 100h94v94h-94z', '7'],
		],
	);
});

test('places are points on the coast, the first in rank named first', () => {
	const map = drawMap(schematic, (code) => ({ rank: code === '12.02' ? 2 : 1 }), 'places');
	assert.deepEqual(
		map.points.map(({ name, x, y }) => [name, x, y]),
		[
			['East', 420, 280],
			['West', 220, 480],
		],
	);
	assert.ok(map.land?.startsWith('M20 680l'));
});

test('a name is written where it runs over nothing, or not at all', () => {
	const crowded = Array.from({ length: 12 }, (_, index) => ({
		name: 'Padangsidimpuan',
		x: 300 + index * 6,
		y: 300,
	}));
	const labelled = placeLabels(crowded, 770).filter(({ label }) => label);
	assert.ok(labelled.length >= 1 && labelled.length <= 4, `${labelled.length} names`);
	const twice = { name: 'Nias', middle: { x: 100, y: 100 } };
	assert.equal(nameAreas([twice, { ...twice, name: 'Nias Barat' }], 800).length, 1);
});
