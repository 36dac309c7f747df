import type { Process } from '#services';

type Node = { id: string; label: string[]; kind: string; x: number; y: number };
type Edge = { id: string; path: string; isBack: boolean; title: string };
export type Diagram = { width: number; height: number; nodes: Node[]; edges: Edge[] };

/** Of one state, in units of the drawing. */
export const box = { width: 168, height: 56 } as const;
const gap = { x: 32, y: 56 } as const;
const margin = 48;

/** The states of a process in rows, each as far down as the shortest way from the first; ways back run along the side. */
export function drawStates({ states, transitions }: Process, lang: 'id' | 'en'): Diagram {
	const rows = rowsOf(states, transitions);
	const widest = Math.max(1, ...rows.map((row) => row.length));
	const width = widest * (box.width + gap.x) - gap.x + margin * 2;
	const places = new Map(
		rows.flatMap((row, level) =>
			row.map((id, index) => {
				const start = (width - (row.length * (box.width + gap.x) - gap.x)) / 2;
				return [id, { x: start + index * (box.width + gap.x), y: 16 + level * (box.height + gap.y), level }];
			}),
		),
	);
	const nodes = states.flatMap(({ id, label, kind, outcome }) => {
		const place = places.get(id);
		return place ? [{ id, label: broken(label[lang]), kind: outcome ?? kind, x: place.x, y: place.y }] : [];
	});
	const edges = transitions.flatMap(({ id, from, to, label }) =>
		from.flatMap((one, index): Edge[] => {
			const [a, b] = [places.get(one), places.get(to)];
			if (!a || !b) return [];
			const isBack = b.level <= a.level;
			const path = isBack ? pathBack(a, b, width) : pathDown(a, b);
			return [{ id: `${id}-${index}`, path, isBack, title: label[lang] }];
		}),
	);
	return { width, height: rows.length * (box.height + gap.y) - gap.y + 32, nodes, edges };
}

function rowsOf(states: Process['states'], transitions: Process['transitions']): string[][] {
	const levels = new Map<string, number>();
	let row = states.slice(0, 1).map(({ id }) => id);
	for (let level = 0; row.length > 0; level++) {
		for (const id of row) levels.set(id, level);
		const next = transitions.flatMap(({ from, to }) => (from.some((one) => row.includes(one)) ? [to] : []));
		row = [...new Set(next)].filter((id) => !levels.has(id) && states.some((one) => one.id === id));
	}
	const last = Math.max(0, ...levels.values());
	// ends stand together below, and so does what cannot be reached
	const levelOf = (one: Process['states'][number]) =>
		one.kind === 'end' ? last + 1 : (levels.get(one.id) ?? last + 2);
	const rows = Map.groupBy(states, levelOf);
	return [...rows.keys()].sort((a, b) => a - b).map((level) => (rows.get(level) ?? []).map(({ id }) => id));
}

type Place = { x: number; y: number; level: number };

function pathDown(a: Place, b: Place): string {
	const [x1, y1, x2, y2] = [a.x + box.width / 2, a.y + box.height, b.x + box.width / 2, b.y - 6];
	const bend = Math.max(24, (y2 - y1) / 2);
	return `M${x1} ${y1} C${x1} ${y1 + bend} ${x2} ${y2 - bend} ${x2} ${y2}`;
}

function pathBack(a: Place, b: Place, width: number): string {
	const [x1, y1, x2, y2] = [
		a.x + box.width,
		a.y + box.height / 2 + 8,
		b.x + box.width + 6,
		b.y + box.height / 2 - 8,
	];
	const side = Math.min(width - 4, Math.max(x1, x2) + 36);
	return `M${x1} ${y1} C${side} ${y1} ${side} ${y2} ${x2} ${y2}`;
}

const longest = 20;

/** At most two lines. */
function broken(text: string): string[] {
	if (text.length <= longest) return [text];
	const cut = text.lastIndexOf(' ', longest);
	const [first, rest] =
		cut > 0 ? [text.slice(0, cut), text.slice(cut + 1)] : [text.slice(0, longest), text.slice(longest)];
	return [first, rest.length > longest ? `${rest.slice(0, longest - 1)}…` : rest];
}
