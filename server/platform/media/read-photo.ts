import sharp, { type Metadata, type OutputInfo, type Sharp } from 'sharp';
import { Refusal } from '#platform/refusal';
import { lookOf } from './look.ts';
import { readExif } from './read-exif.ts';
import type { FileType } from './sniff.ts';
import type { Taken } from './taken.ts';
import { makeTurns } from './turns.ts';

sharp.concurrency(1);
sharp.cache(false);
// Of all the formats the library can open (SVG, PDF, TIFF …) these four, named one by one.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
	operation: ['Jpeg', 'Png', 'Webp', 'Heif'].map((name) => `VipsForeignLoad${name}`),
});

const largestSide = 2048;
const thumbSide = 480;
const patience = { seconds: 30 };

/** A plain JPEG is shrunk while it is read, so 200 MP from a telephone cost little; others are unpacked whole. */
const mostPixels = { streamed: 210_000_000, whole: 50_000_000 };
/** A progressive JPEG of a camera has about 10 passes; thousands are an attack on the reader's time. */
const mostScans = 120;
const heavyPixels = 25_000_000;

/** Two at a time, one for each core of the smallest machine; a heavy one alone. */
const inTurn = makeTurns(2);

export type Picture = { bytes: Buffer; width: number; height: number };

export type Photo = Taken & {
	picture: Picture;
	thumb: Picture;
	/** 64 characters 0 or 1; nothing for a picture of one colour. */
	look?: string;
};

/**
 * A photo made new from its pixels alone: upright, at most 2,048 pixels wide or high, JPEG, beside it a thumbnail of
 * 480 and its look. Nothing else of the file survives: no metadata, no second picture, nothing hidden behind the end.
 * When and where it was taken, as the file said, is returned apart. Refuses `media/too-many-pixels` (413), `media/heic`
 * (415) and `media/unreadable` (400).
 */
export async function readPhoto(bytes: Uint8Array, type: FileType): Promise<Photo> {
	const meta = await orUnreadable(() => sharp(bytes, { limitInputPixels: false }).metadata());
	refuseDangerous(bytes, type, meta);
	const weight = meta.width * meta.height > heavyPixels ? 2 : 1;
	return inTurn(weight, () =>
		orUnreadable(async () => {
			const raw = await unpack(bytes).then((read) => turn(read, meta.orientation ?? 1));
			const pixels = () => open(raw);
			const picture = await pixels().jpeg({ quality: 80 }).toBuffer({ resolveWithObject: true });
			const small = pixels().resize(thumbSide, thumbSide, { fit: 'inside', withoutEnlargement: true });
			const thumb = await small.jpeg({ quality: 72, mozjpeg: true }).toBuffer({ resolveWithObject: true });
			const look = await lookOf(pixels());
			return {
				picture: asPicture(picture),
				thumb: asPicture(thumb),
				...(look ? { look } : {}),
				...readExif(meta.exif),
			};
		}),
	);
}

function refuseDangerous(bytes: Uint8Array, type: FileType, meta: Metadata): void {
	if (meta.compression === 'hevc') throw new Refusal('unsupported', 'media/heic');
	if (meta.format !== type.replace('image/', '').replace('avif', 'heif'))
		throw new Refusal('invalid', 'media/unreadable');
	const most = meta.format === 'jpeg' && !meta.isProgressive ? mostPixels.streamed : mostPixels.whole;
	if (meta.width * meta.height > most) {
		const params = { megapixels: Math.round((meta.width * meta.height) / 1e6), limitMegapixels: most / 1e6 };
		throw new Refusal('too-large', 'media/too-many-pixels', { params });
	}
	if (meta.format === 'jpeg' && countScans(bytes) > mostScans)
		throw new Refusal('invalid', 'media/unreadable');
}

/** Inside compressed data every FF is followed by 00, so these two bytes begin a scan (or stand in a small preview). */
function countScans(bytes: Uint8Array): number {
	const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const start = Buffer.from([0xff, 0xda]);
	let count = 0;
	for (let at = view.indexOf(start); at >= 0 && count <= mostScans; at = view.indexOf(start, at + 2)) count++;
	return count;
}

type Raw = { data: Buffer; info: OutputInfo };

/** Shrunk first and turned later: the full picture is never held in memory. */
function unpack(bytes: Uint8Array): Promise<Raw> {
	return sharp(bytes, { limitInputPixels: mostPixels.streamed, failOn: 'error' })
		.timeout(patience)
		.resize(largestSide, largestSide, { fit: 'inside', withoutEnlargement: true })
		.flatten({ background: '#ffffff' })
		.toColourspace('srgb')
		.raw()
		.toBuffer({ resolveWithObject: true });
}

/** EXIF's eight ways to hold a camera, undone: mirrored, then turned clockwise by so much. */
const turns: Record<number, { angle: number; mirror: boolean }> = {
	2: { angle: 0, mirror: true },
	3: { angle: 180, mirror: false },
	4: { angle: 180, mirror: true },
	5: { angle: 270, mirror: true },
	6: { angle: 90, mirror: false },
	7: { angle: 90, mirror: true },
	8: { angle: 270, mirror: false },
};

async function turn(raw: Raw, orientation: number): Promise<Raw> {
	const way = turns[orientation];
	if (!way) return raw;
	return open(raw).rotate(way.angle).flop(way.mirror).raw().toBuffer({ resolveWithObject: true });
}

function open({ data, info }: Raw): Sharp {
	return sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } });
}

function asPicture({ data, info }: Raw): Picture {
	return { bytes: data, width: info.width, height: info.height };
}

/** The library throws plain errors at what it cannot read; that is the file's fault, not ours. */
async function orUnreadable<T>(work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		if (error instanceof Refusal) throw error;
		throw new Refusal('invalid', 'media/unreadable');
	}
}
