import sharp from 'sharp';
import { type TakenFile, takeFile } from '#platform/media';
import type { Dice } from './dice.ts';

export type Pictures = { before: TakenFile[]; after: TakenFile[] };

type Colour = readonly [red: number, green: number, blue: number];
type Shape = { colour: Colour; covers: (x: number, y: number) => boolean };

const width = 960;
const height = 720;
const grain = 3;
/** Five by seven dots each: a bare machine has no letters to draw with. */
const letters: Record<string, string[]> = {
	C: ['01110', '10001', '10000', '10000', '10000', '10001', '01110'],
	O: ['01110', '10001', '10001', '10001', '10001', '10001', '01110'],
	N: ['10001', '11001', '10101', '10011', '10001', '10001', '10001'],
	T: ['11111', '00100', '00100', '00100', '00100', '00100', '00100'],
	H: ['10001', '10001', '10001', '11111', '10001', '10001', '10001'],
};
const word = 'CONTOH';
const dot = 9;
const margin = 36;
const paper: Colour = [255, 255, 255];
const maroon: Colour = [138, 28, 43];

/** Pairs of a road before and after its repair: drawn by code, each marked as an example, taken in like every photo. */
export async function drawPictures(roll: Dice, pairs: number): Promise<Pictures> {
	const pictures: Pictures = { before: [], after: [] };
	for (let n = 0; n < pairs; n++) {
		const { scene, hole, patch } = drawScene(roll);
		pictures.before.push(await takeFile(await paint([...scene, ...hole, ...mark])));
		pictures.after.push(await takeFile(await paint([...scene, ...patch, ...mark])));
	}
	return pictures;
}

function drawScene(roll: Dice): Record<'scene' | 'hole' | 'patch', Shape[]> {
	const horizon = roll.whole(200, 340);
	const far = roll.whole(250, 700);
	const [left, right] = [roll.whole(280, 480), roll.whole(280, 480)];
	const houses = Array.from({ length: roll.whole(2, 5) }, () => houseAt(roll, horizon));
	const depth = (y: number) => (y - horizon) / (height - horizon);
	const road = (x: number, y: number) =>
		y > horizon && x > far - 30 - depth(y) * left && x < far + 30 + depth(y) * right;
	const sky: Colour = [roll.whole(130, 190), roll.whole(170, 210), roll.whole(205, 240)];
	const land: Colour = [roll.whole(60, 110), roll.whole(105, 150), roll.whole(50, 80)];
	const at = { x: far + roll.whole(-120, 120), y: roll.whole(500, 620), r: roll.whole(50, 130) };
	return {
		scene: [
			{ colour: sky, covers: () => true },
			{ colour: land, covers: (_x, y) => y > horizon },
			...houses,
			{ colour: [107, 107, 112], covers: road },
		],
		hole: [ellipse(at, [46, 42, 38]), ellipse({ ...at, r: at.r * 0.6 }, [93, 111, 122])],
		patch: [ellipse(at, [56, 56, 60])],
	};
}

function houseAt(roll: Dice, horizon: number): Shape {
	const [x, w, h] = [roll.whole(0, width - 120), roll.whole(60, 140), roll.whole(40, 110)];
	const colour: Colour = [roll.whole(150, 215), roll.whole(120, 180), roll.whole(95, 140)];
	return box(x, horizon - h, w, h, colour);
}

function box(left: number, top: number, w: number, h: number, colour: Colour): Shape {
	return { colour, covers: (x, y) => x >= left && x < left + w && y >= top && y < top + h };
}

function ellipse({ x: cx, y: cy, r }: { x: number; y: number; r: number }, colour: Colour): Shape {
	return { colour, covers: (x, y) => ((x - cx) / r) ** 2 + ((y - cy) / (r * 0.4)) ** 2 < 1 };
}

const mark: Shape[] = [
	box(margin / 2, margin / 2, word.length * 6 * dot + margin, 7 * dot + margin, paper),
	{
		colour: maroon,
		covers(x, y) {
			const [column, row] = [Math.floor((x - margin) / dot), Math.floor((y - margin) / dot)];
			if (column < 0 || row < 0) return false;
			return letters[word.charAt(Math.floor(column / 6))]?.[row]?.[column % 6] === '1';
		},
	},
];

/** The last shape that covers a point gives it its colour; one in nine is asked, the rest lies between. */
function paint(shapes: Shape[]): Promise<Buffer> {
	const [columns, rows] = [width / grain, height / grain];
	const pixels = Buffer.alloc(columns * rows * 3);
	let at = 0;
	for (let row = 0; row < rows; row++) {
		for (let column = 0; column < columns; column++) {
			const top = shapes.findLast((shape) => shape.covers(column * grain, row * grain));
			for (const value of top?.colour ?? paper) pixels[at++] = value;
		}
	}
	return sharp(pixels, { raw: { width: columns, height: rows, channels: 3 } })
		.resize(width, height, { kernel: 'cubic' })
		.jpeg({ quality: 78 })
		.toBuffer();
}
