import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { areaOf, contains, extentOf, type Polygon, type Ring } from './geometry.ts';
import { simplifyOutlines } from './simplify-outlines.ts';

/** A border from (1, 0) to (1, 1) that wriggles. */
const wriggle: Ring = Array.from({ length: 51 }, (_, i) => [1 + 0.01 * Math.sin(i), i / 50]);
const west: Polygon = [[[0, 0], ...wriggle, [0, 1], [0, 0]]];
const east: Polygon = [[[2, 0], [2, 1], ...wriggle.toReversed(), [2, 0]]];

test('neighbours share every point of their border', () => {
	const [a, b] = simplifyOutlines([[west], [east]], 0.004);
	const near = (polygons: Polygon[] | undefined) =>
		new Set(
			(polygons ?? [])
				.flat(2)
				.filter(([x]) => Math.abs(x - 1) < 0.1)
				.map(String),
		);
	assert.deepEqual([...near(a)].sort(), [...near(b)].sort());
	assert.ok(near(a).size > 4 && near(a).size < 51);
});

test('a straight border keeps two points', () => {
	const line: Ring = Array.from({ length: 11 }, (_, i) => [1, i / 10]);
	const [thin] = simplifyOutlines([[[[[0, 0], ...line, [0, 1], [0, 0]]]]], 0.01);
	assert.equal(thin?.flat(2).length, 5);
});

test('small islands go, the last one stays', () => {
	const island = (x: number, size: number): Polygon => [
		[
			[x, 0],
			[x + size, 0],
			[x + size, size],
			[x, size],
			[x, 0],
		],
	];
	assert.equal(simplifyOutlines([[island(0, 1), island(5, 0.001)]], 0.01)[0]?.length, 1);
	assert.equal(simplifyOutlines([[island(5, 0.001), island(7, 0.002)]], 0.01)[0]?.length, 1);
});

test('holes count', () => {
	const hole: Ring = [
		[0.4, 0.4],
		[0.6, 0.4],
		[0.6, 0.6],
		[0.4, 0.6],
		[0.4, 0.4],
	];
	const square: Ring = [
		[0, 0],
		[1, 0],
		[1, 1],
		[0, 1],
		[0, 0],
	];
	assert.equal(contains([[square, hole]], 0.5, 0.5), false);
	assert.equal(contains([[square, hole]], 0.2, 0.2), true);
	assert.equal(contains([[square, hole]], 2, 0.5), false);
	assert.deepEqual(extentOf([[square]]), [0, 0, 1, 1]);
});

/** Stars around a centre are simple rings, whatever their radii. */
const star = fc
	.array(fc.double({ min: 0.5, max: 1, noNaN: true }), { minLength: 8, maxLength: 80 })
	.map((radii): Ring => {
		const ring = radii.map((radius, i): [number, number] => {
			const angle = (2 * Math.PI * i) / radii.length;
			return [98 + radius * Math.cos(angle), 2 + radius * Math.sin(angle)];
		});
		return [...ring, ring[0] ?? [0, 0]];
	});

test('property: a thinned ring stays closed, where it was, and about as large', () => {
	fc.assert(
		fc.property(star, fc.double({ min: 0.0005, max: 0.02, noNaN: true }), (ring, tolerance) => {
			const [thin] = simplifyOutlines([[[ring]]], tolerance);
			const outer = thin?.[0]?.[0] ?? [];
			assert.deepEqual(outer[0], outer.at(-1));
			assert.ok(outer.length <= ring.length);
			const perimeter = 2 * Math.PI * 1.2 + ring.length;
			assert.ok(Math.abs(Math.abs(areaOf(outer)) - Math.abs(areaOf(ring))) <= 4 * tolerance * perimeter);
			for (const [x, y] of outer) {
				assert.ok(ring.some(([rx, ry]) => Math.hypot(rx - x, ry - y) <= tolerance));
			}
		}),
	);
});
