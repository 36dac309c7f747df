import sharp, { type Exif, type Sharp } from 'sharp';

/** A row of numbers from 0 to 1 that is the same for the same seed (mulberry32). */
export function dice(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

export type Scene = 'anything' | 'road';
type Pixels = { data: Uint8Array; width: number; height: number };

/**
 * A picture as a lens would see something: large soft forms, smaller ones, grain, and a few things with edges, all
 * from the seed. A `road` has a bright sky, a dark way to the horizon and something lying on it: pictures that
 * resemble each other as real reports do.
 */
export async function paint(
	seed: number,
	{ width = 640, height = 480, scene = 'anything' as Scene } = {},
): Promise<Pixels> {
	const random = dice(seed);
	const sum = new Float32Array(width * height * 3).fill(110);
	for (let octave = 1; octave <= 6; octave++)
		await addForms(sum, width, height, 2 ** octave, 230 / 2 ** octave, random);
	if (scene === 'road') addRoad(sum, width, height, random);
	for (let i = 0; i < 6; i++) addThing(sum, width, height, random);
	const data = new Uint8ClampedArray(sum.length);
	for (let i = 0; i < sum.length; i++) data[i] = (sum[i] ?? 0) + (random() - 0.5) * 12;
	return { data: new Uint8Array(data.buffer), width, height };
}

async function addForms(
	sum: Float32Array,
	width: number,
	height: number,
	cells: number,
	weight: number,
	random: () => number,
) {
	const rows = Math.max(2, Math.round((cells * height) / width));
	const grid = Uint8Array.from({ length: cells * rows * 3 }, () => random() * 255);
	const { data } = await sharp(grid, { raw: { width: cells, height: rows, channels: 3 } })
		.resize(width, height, { fit: 'fill', kernel: 'cubic' })
		.raw()
		.toBuffer({ resolveWithObject: true });
	for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] ?? 0) + (((data[i] ?? 0) - 127) / 127) * weight;
}

function addRoad(sum: Float32Array, width: number, height: number, random: () => number): void {
	const horizon = height * (0.3 + random() * 0.2);
	const middle = width * (0.3 + random() * 0.4);
	const breadth = width * (0.5 + random() * 0.5);
	for (let y = 0; y < height; y++) {
		const near = Math.max(0, (y - horizon) / (height - horizon));
		for (let x = 0; x < width; x++) {
			const onRoad = y > horizon && Math.abs(x - middle) < (breadth / 2) * near;
			const light = y < horizon ? 70 : onRoad ? -60 : -10;
			for (let c = 0; c < 3; c++)
				sum[(y * width + x) * 3 + c] = (sum[(y * width + x) * 3 + c] ?? 0) * 0.6 + 45 + light;
		}
	}
}

function addThing(sum: Float32Array, width: number, height: number, random: () => number): void {
	const [x0, y0] = [random() * width, random() * height];
	const [across, down] = [width * (0.02 + random() * 0.12), height * (0.02 + random() * 0.12)];
	const colour = [random() * 255, random() * 255, random() * 255];
	const isRound = random() < 0.5;
	for (let y = Math.max(0, Math.floor(y0 - down)); y < Math.min(height, y0 + down); y++) {
		for (let x = Math.max(0, Math.floor(x0 - across)); x < Math.min(width, x0 + across); x++) {
			if (isRound && ((x - x0) / across) ** 2 + ((y - y0) / down) ** 2 > 1) continue;
			for (let c = 0; c < 3; c++) sum[(y * width + x) * 3 + c] = colour[c] ?? 0;
		}
	}
}

export function fromPixels({ data, width, height }: Pixels): Sharp {
	return sharp(data, { raw: { width, height, channels: 3 } });
}

/** A JPEG as a telephone would hand it over; `exif` as sharp takes it. */
export async function makePhoto(
	seed: number,
	{ exif, ...how }: { width?: number; height?: number; scene?: Scene; exif?: Exif } = {},
): Promise<Buffer> {
	const image = fromPixels(await paint(seed, how)).jpeg({ quality: 92 });
	return (exif ? image.withExif(exif) : image).toBuffer();
}

/** What a telephone in Medan writes into a photo at the given local time. */
export function exifOf(localTime: string, zone?: string): Exif {
	return {
		IFD0: { Make: 'Contoh', Model: 'Telepon 1' },
		IFD2: {
			DateTimeOriginal: localTime,
			...(zone ? { OffsetTimeOriginal: zone } : {}),
			BodySerialNumber: 'SERI-12345',
		},
		IFD3: {
			GPSLatitudeRef: 'N',
			GPSLatitude: '3/1 35/1 4272/100',
			GPSLongitudeRef: 'E',
			GPSLongitude: '98/1 40/1 1992/100',
		},
	};
}
/** The place `exifOf` names, in degrees. */
export const medan = { lat: 3.595_2, lon: 98.672_2 };

/** An EXIF tag of type text or fraction, for files that are wrong on purpose. */
export type RawTag = { tag: number; type: number; count: number; value: number };

/** EXIF with just these entries in its first list, little-endian, padded with `filler` to `length` bytes. */
export function rawExif(tags: RawTag[], length = 0, filler = 0): Buffer {
	const bytes = Buffer.alloc(Math.max(length, 10 + tags.length * 12 + 4), filler);
	bytes.write('II*\0', 'latin1');
	bytes.writeUInt32LE(8, 4);
	bytes.writeUInt16LE(tags.length, 8);
	for (const [index, { tag, type, count, value }] of tags.entries()) {
		const at = 10 + index * 12;
		bytes.writeUInt16LE(tag, at);
		bytes.writeUInt16LE(type, at + 2);
		bytes.writeUInt32LE(count, at + 4);
		bytes.writeUInt32LE(value, at + 8);
	}
	return bytes;
}

/** Puts a segment (such as APP1 with EXIF) behind the beginning of a JPEG. */
export function withSegment(jpeg: Buffer, marker: number, body: Buffer): Buffer {
	const head = Buffer.from([0xff, marker, 0, 0]);
	head.writeUInt16BE(body.length + 2, 2);
	return Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)]);
}
