type Point = { x: number; y: number; name: string };
type Box = { left: number; top: number; right: number; bottom: number };
export type Label = { x: number; y: number; anchor: 'start' | 'end' | 'middle' };

/** Letters as the phone shows them, in hundredths of the drawing's width: the largest they get. */
const letter = { height: 0.046, width: 0.0235 };

/**
 * Writes a name beside each point where there is room for it: right, left, above or below, never over another name or
 * point. The points that come first are written first.
 */
export function placeLabels<P extends Point>(points: P[], width: number): (P & { label?: Label })[] {
	const size = width / 70;
	const taken: Box[] = points.map(({ x, y }) => ({
		left: x - size,
		top: y - size,
		right: x + size,
		bottom: y + size,
	}));
	return points.map((point) => {
		const fits = placesFor(point, width).find(
			({ box }) => box.left > 0 && box.right < width && !taken.some((other) => meets(box, other)),
		);
		if (!fits) return point;
		taken.push(fits.box);
		return { ...point, label: fits.label };
	});
}

/** Writes names in the middle of areas, where one does not run over another; the areas that come first are written first. */
export function nameAreas<A extends { name: string; middle: { x: number; y: number } }>(
	areas: A[],
	width: number,
) {
	const taken: Box[] = [];
	return areas.flatMap((area) => {
		const [wide, high] = [(area.name.length * letter.width * width) / 2, (letter.height * width) / 2];
		const { x, y } = area.middle;
		const box = { left: x - wide, top: y - high, right: x + wide, bottom: y + high };
		if (box.left < 0 || box.right > width || taken.some((other) => meets(box, other))) return [];
		taken.push(box);
		return [{ ...area, middle: { x: Math.round(x), y: Math.round(y + high * 0.6) } }];
	});
}

function placesFor({ x, y, name }: Point, width: number): { box: Box; label: Label }[] {
	const [wide, high, away] = [name.length * letter.width * width, letter.height * width, width / 45];
	const line = high * 0.3;
	const box = (left: number, middle: number): Box => ({
		left,
		top: middle - high / 2,
		right: left + wide,
		bottom: middle + high / 2,
	});
	const below = y + away + high / 2;
	const above = y - away - high / 2;
	const label = (atX: number, atY: number, anchor: Label['anchor']): Label => ({
		x: Math.round(atX),
		y: Math.round(atY + line),
		anchor,
	});
	return [
		{ box: box(x + away, y), label: label(x + away, y, 'start') },
		{ box: box(x - away - wide, y), label: label(x - away, y, 'end') },
		{ box: box(x - wide / 2, below), label: label(x, below, 'middle') },
		{ box: box(x - wide / 2, above), label: label(x, above, 'middle') },
	];
}

function meets(a: Box, b: Box): boolean {
	return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
