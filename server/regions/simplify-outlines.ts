import { areaOf, type Polygon, type Position, type Ring } from './geometry.ts';

/**
 * Outlines with fewer points. Positions are first laid on a grid, so that neighbours that meant the same border share
 * it exactly; then every stretch between two places where borders meet is thinned once (Douglas-Peucker, `tolerance` in
 * degrees) and used by both sides: no gaps, no overlaps. Islands smaller than the tolerance go; each outline keeps its largest.
 */
export function simplifyOutlines(outlines: Polygon[][], tolerance: number): Polygon[][] {
	const grid = tolerance / 4;
	const snapped = outlines.map((polygons) => polygons.map((rings) => rings.map((ring) => snap(ring, grid))));
	const meets = meetingPoints(snapped.flat(2));
	return snapped.map((polygons, index) => {
		const thin = polygons
			.map((rings) => rings.map((ring) => thinRing(ring, meets, tolerance)))
			.map(([outer = [], ...holes]) => [outer, ...holes.filter((hole) => isWorthy(hole, tolerance))])
			.filter(([outer = []]) => isWorthy(outer, tolerance));
		return thin.length > 0 ? thin : largest(outlines[index] ?? []);
	});
}

function isWorthy(ring: Ring, tolerance: number): boolean {
	return ring.length >= 4 && Math.abs(areaOf(ring)) / 2 > tolerance ** 2;
}

function largest(polygons: Polygon[]): Polygon[] {
	const size = ([outer = []]: Polygon) => Math.abs(areaOf(outer));
	const [first] = polygons.toSorted((a, b) => size(b) - size(a));
	return first ? [first.slice(0, 1)] : [];
}

const nameOf = ([x, y]: Position) => `${x} ${y}`;

function snap(ring: Ring, grid: number): Ring {
	const digits = Math.max(0, Math.ceil(-Math.log10(grid)) + 1);
	const onGrid = (value: number) => Number((Math.round(value / grid) * grid).toFixed(digits));
	const snapped: Ring = [];
	for (const [lon, lat] of ring) {
		const next: Position = [onGrid(lon), onGrid(lat)];
		const last = snapped.at(-1);
		if (!last || nameOf(last) !== nameOf(next)) snapped.push(next);
	}
	return snapped;
}

/** Positions where more than two stretches meet: they stay. */
function meetingPoints(rings: Ring[]): Set<string> {
	const neighbours = new Map<string, Set<string>>();
	for (const ring of rings) {
		for (let index = 1; index < ring.length; index++) {
			const [a, b] = [ring[index - 1], ring[index]].map((position) => (position ? nameOf(position) : ''));
			if (!a || !b) continue;
			neighbours.set(a, (neighbours.get(a) ?? new Set()).add(b));
			neighbours.set(b, (neighbours.get(b) ?? new Set()).add(a));
		}
	}
	return new Set([...neighbours].filter(([, around]) => around.size !== 2).map(([name]) => name));
}

function thinRing(ring: Ring, meets: Set<string>, tolerance: number): Ring {
	const open = ring.slice(0, -1);
	const start = Math.max(
		open.findIndex((position) => meets.has(nameOf(position))),
		0,
	);
	const turned =
		start > 0 || meets.has(nameOf(open[0] ?? [0, 0])) ? rotate(open, start) : rotate(open, lowest(open));
	const thin: Ring = [];
	for (const stretch of stretches([...turned, ...turned.slice(0, 1)], meets)) {
		thin.push(...thinStretch(stretch, tolerance).slice(thin.length > 0 ? 1 : 0));
	}
	return thin;
}

const rotate = (ring: Ring, by: number): Ring => [...ring.slice(by), ...ring.slice(0, by)];

/** An island starts at the same place whoever draws it. */
function lowest(ring: Ring): number {
	let found = 0;
	for (const [index, position] of ring.entries()) if (isBefore(position, ring[found])) found = index;
	return found;
}

function isBefore(a: Position, b: Position | undefined): boolean {
	return b !== undefined && (a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]));
}

function* stretches(ring: Ring, meets: Set<string>): Generator<Ring> {
	let from = 0;
	for (let index = 1; index < ring.length; index++) {
		const position = ring[index];
		if (index < ring.length - 1 && !(position && meets.has(nameOf(position)))) continue;
		yield ring.slice(from, index + 1);
		from = index;
	}
}

/** Always thinned in the same direction, so that both sides of a border get the same points. */
function thinStretch(stretch: Ring, tolerance: number): Ring {
	const [first, last] = [stretch[0], stretch.at(-1)];
	if (!first || !last || stretch.length < 3) return stretch;
	if (nameOf(first) === nameOf(last)) return thinLoop(stretch, tolerance);
	if (isBefore(first, last)) return douglasPeucker(stretch, tolerance);
	return douglasPeucker(stretch.toReversed(), tolerance).toReversed();
}

/** A closed stretch is cut at its farthest point first: its two ends are one. */
function thinLoop(loop: Ring, tolerance: number): Ring {
	const [x, y] = loop[0] ?? [0, 0];
	let far = 0;
	let farthest = -1;
	for (const [index, position] of loop.entries()) {
		const distance = Math.hypot(position[0] - x, position[1] - y);
		if (distance > farthest) [far, farthest] = [index, distance];
	}
	const there = douglasPeucker(loop.slice(0, far + 1), tolerance);
	return [...there, ...douglasPeucker(loop.slice(far), tolerance).slice(1)];
}

function douglasPeucker(line: Ring, tolerance: number): Ring {
	const keep = new Set([0, line.length - 1]);
	const todo: [number, number][] = [[0, line.length - 1]];
	for (let span = todo.pop(); span; span = todo.pop()) {
		const [from, to] = span;
		let far = -1;
		let farthest = tolerance;
		for (let index = from + 1; index < to; index++) {
			const distance = distanceToLine(line[index], line[from], line[to]);
			if (distance > farthest) [far, farthest] = [index, distance];
		}
		if (far < 0) continue;
		keep.add(far);
		todo.push([from, far], [far, to]);
	}
	return line.filter((_, index) => keep.has(index));
}

function distanceToLine(p: Position = [0, 0], a: Position = [0, 0], b: Position = [0, 0]): number {
	const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
	const length = Math.hypot(dx, dy);
	if (length === 0) return Math.hypot(p[0] - a[0], p[1] - a[1]);
	return Math.abs(dy * (p[0] - a[0]) - dx * (p[1] - a[1])) / length;
}
