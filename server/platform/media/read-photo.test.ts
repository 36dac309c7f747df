import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { Refusal } from '#platform/refusal';
import { exifOf, fromPixels, makePhoto, medan, paint, withSegment } from '../../../tests/support/media.ts';
import { inspectUpload } from './inspect-upload.ts';

const refusal = (code: string, status: number) => (error: unknown) => {
	assert.ok(error instanceof Refusal, `not a refusal: ${error}`);
	assert.deepEqual([error.code, error.status], [code, status]);
	return true;
};
const unreadable = refusal('media/unreadable', 400);
const unknown = refusal('media/unknown-type', 415);

/** Nothing of a file but its pixels: no EXIF, XMP, IPTC, profile, comment, second picture, nor bytes behind the end. */
async function assertBare(jpeg: Buffer): Promise<void> {
	const meta = await sharp(jpeg).metadata();
	for (const kind of ['exif', 'xmp', 'iptc', 'icc', 'orientation', 'comments'] as const)
		assert.equal(meta[kind], undefined, kind);
	const markers: number[] = [];
	let at = 2;
	for (; jpeg[at] === 0xff && jpeg[at + 1] !== 0xda; at += 2 + jpeg.readUInt16BE(at + 2))
		markers.push(jpeg[at + 1] ?? 0);
	const extra = markers.filter((marker) => marker === 0xfe || (marker >= 0xe1 && marker <= 0xef));
	assert.deepEqual(extra, [], 'application segments or comments');
	assert.deepEqual([...jpeg.subarray(-2)], [0xff, 0xd9]);
	for (const word of ['SERI-12345', 'Telepon', 'http', 'Exif'])
		assert.equal(jpeg.includes(word), false, word);
}

describe('a photo of a telephone', () => {
	test('is made smaller and bare; when and where it was taken comes back apart', async () => {
		const bytes = await makePhoto(1, {
			width: 2600,
			height: 1950,
			exif: exifOf('2026:11:20 09:30:00', '+07:00'),
		});
		const photo = await inspectUpload(bytes);
		assert.equal(photo.kind, 'photo');
		assert.deepEqual(
			[photo.file.contentType, photo.file.width, photo.file.height],
			['image/jpeg', 2048, 1536],
		);
		assert.deepEqual(
			[photo.thumb?.contentType, photo.thumb?.width, photo.thumb?.height],
			['image/jpeg', 480, 360],
		);
		assert.equal(photo.takenAt?.toISOString(), '2026-11-20T02:30:00.000Z');
		assert.deepEqual({ lat: photo.lat, lon: photo.lon }, medan);
		assert.equal(photo.original.sizeBytes, bytes.length);
		assert.match(photo.original.sha256, /^[0-9a-f]{64}$/);
		const read = await sharp(photo.file.bytes).metadata();
		assert.deepEqual([read.format, read.width, read.height], ['jpeg', 2048, 1536]);
		await assertBare(photo.file.bytes);
		if (photo.thumb) await assertBare(photo.thumb.bytes);
	});

	test('a small one is not blown up', async () => {
		const photo = await inspectUpload(await makePhoto(2, { width: 300, height: 200 }));
		assert.deepEqual([photo.file.width, photo.file.height, photo.thumb?.width], [300, 200, 300]);
	});

	for (const format of ['png', 'webp', 'avif'] as const) {
		test(`as ${format}, with EXIF, comes back the same way`, async () => {
			const image = fromPixels(await paint(3)).withExif(exifOf('2026:11:20 09:30:00'));
			const photo = await inspectUpload(await image.toFormat(format, { effort: 1 }).toBuffer());
			assert.equal(photo.original.type, `image/${format}`);
			assert.equal(photo.takenAt?.toISOString(), '2026-11-20T02:30:00.000Z');
			assert.deepEqual({ lat: photo.lat, lon: photo.lon }, medan);
			await assertBare(photo.file.bytes);
		});
	}

	test('is turned upright, whichever of the eight ways it was held', async () => {
		// red · green
		// blue · white, the upper left twice as wide as high
		const upright = Buffer.alloc(64 * 32 * 3);
		for (let y = 0; y < 32; y++) {
			for (let x = 0; x < 64; x++) {
				const colour = y < 16 ? (x < 32 ? [255, 0, 0] : [0, 255, 0]) : x < 32 ? [0, 0, 255] : [255, 255, 255];
				upright.set(colour, (y * 64 + x) * 3);
			}
		}
		for (let orientation = 1; orientation <= 8; orientation++) {
			const held = await heldAs(upright, 64, 32, orientation);
			const { file } = await inspectUpload(held);
			const { data, info } = await sharp(file.bytes).raw().toBuffer({ resolveWithObject: true });
			assert.deepEqual([info.width, info.height], [64, 32], `orientation ${orientation}`);
			const at = (x: number, y: number) =>
				[...data.subarray((y * 64 + x) * 3, (y * 64 + x) * 3 + 3)].map((c) => (c > 128 ? 1 : 0)).join('');
			assert.deepEqual(
				[at(8, 8), at(56, 8), at(8, 24), at(56, 24)],
				['100', '010', '001', '111'],
				`orientation ${orientation}`,
			);
		}
	});

	test('grey, with transparency, in CMYK or with 16 bits: all become ordinary pictures', async () => {
		const base = fromPixels(await paint(4));
		const variants = await Promise.all([
			base.clone().greyscale().jpeg().toBuffer(),
			base.clone().greyscale().png().toBuffer(),
			base.clone().ensureAlpha(0.5).png().toBuffer(),
			base.clone().toColourspace('cmyk').jpeg().toBuffer(),
			base.clone().toColourspace('rgb16').png().toBuffer(),
			base.clone().png({ palette: true }).toBuffer(),
			base.clone().jpeg({ progressive: true }).toBuffer(),
			base.clone().webp({ lossless: true }).toBuffer(),
		]);
		for (const bytes of variants) {
			const photo = await inspectUpload(bytes);
			const meta = await sharp(photo.file.bytes).metadata();
			assert.deepEqual([meta.width, meta.height, meta.space, meta.channels], [640, 480, 'srgb', 3]);
			assert.match(photo.look ?? '', /^[01]{64}$/);
		}
	});
});

/** The picture as a camera held that way stores it: what `inspectUpload` has to undo. */
async function heldAs(upright: Buffer, width: number, height: number, orientation: number): Promise<Buffer> {
	const isTurned = orientation >= 5;
	const [w, h] = isTurned ? [height, width] : [width, height];
	const stored = Buffer.alloc(w * h * 3);
	for (let y = 0; y < height; y++) {
		for (let x = 0; x < width; x++) {
			// EXIF 2.32, 4.6.5.1: where the stored row 0 and column 0 are in the upright picture
			const place: Record<number, [number, number]> = {
				1: [x, y],
				2: [w - 1 - x, y],
				3: [w - 1 - x, h - 1 - y],
				4: [x, h - 1 - y],
				5: [y, x],
				6: [y, h - 1 - x],
				7: [w - 1 - y, h - 1 - x],
				8: [w - 1 - y, x],
			};
			const [sx, sy] = place[orientation] ?? [0, 0];
			stored.set(upright.subarray((y * width + x) * 3, (y * width + x) * 3 + 3), (sy * w + sx) * 3);
		}
	}
	return sharp(stored, { raw: { width: w, height: h, channels: 3 } })
		.withMetadata({ orientation })
		.jpeg({ quality: 100, chromaSubsampling: '4:4:4' })
		.toBuffer();
}

function chunk(type: string, body: Buffer): Buffer {
	const whole = Buffer.concat([Buffer.from(type, 'latin1'), body]);
	const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
	length.writeUInt32BE(body.length);
	sum.writeUInt32BE(crc32(whole));
	return Buffer.concat([length, whole, sum]);
}

/** A PNG of one colour that says it is this large; small as a file, gigantic when opened. */
function pngOf(width: number, height: number, rows = 0): Buffer {
	const head = Buffer.alloc(13);
	head.writeUInt32BE(width);
	head.writeUInt32BE(height, 4);
	head.set([1, 0], 8); // one bit a pixel, grey
	const data = deflateSync(Buffer.alloc(rows * (1 + Math.ceil(width / 8))));
	const start = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
	return Buffer.concat([start, chunk('IHDR', head), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

describe('what is dangerous is refused before it costs anything', () => {
	test('pixel bombs', async () => {
		for (const bomb of [pngOf(30_000, 30_000, 30_000), pngOf(0x7fffffff, 0x7fffffff), pngOf(60_000, 1000)]) {
			const before = process.memoryUsage().rss;
			const start = performance.now();
			await assert.rejects(inspectUpload(bomb), (error) => {
				assert.ok(error instanceof Refusal);
				assert.match(error.code, /^media\/(too-many-pixels|unreadable)$/);
				return true;
			});
			assert.ok(performance.now() - start < 2000);
			assert.ok(process.memoryUsage().rss - before < 100_000_000);
		}
		await assert.rejects(inspectUpload(pngOf(30_000, 30_000)), (error) => {
			assert.ok(error instanceof Refusal);
			assert.deepEqual([error.status, error.params], [413, { megapixels: 900, limitMegapixels: 50 }]);
			return true;
		});
	});

	test('a JPEG with thousands of passes', async () => {
		const jpeg = await fromPixels(await paint(6))
			.jpeg({ progressive: true })
			.toBuffer();
		const start = jpeg.lastIndexOf(Buffer.from([0xff, 0xda]));
		const pass = jpeg.subarray(start, jpeg.length - 2);
		const many = Buffer.concat([
			jpeg.subarray(0, start),
			...Array.from({ length: 5000 }, () => pass),
			jpeg.subarray(-2),
		]);
		const from = performance.now();
		await assert.rejects(inspectUpload(many), unreadable);
		assert.ok(performance.now() - from < 1000);
	});

	test('a file larger than the limit, told with both sizes', async () => {
		await assert.rejects(inspectUpload(Buffer.alloc(40_100_000, 0xff), 40_000_000), (error) => {
			assert.ok(error instanceof Refusal);
			assert.deepEqual(
				[error.code, error.status, error.params],
				['media/too-large', 413, { sizeMb: 40.1, limitMb: 40 }],
			);
			return true;
		});
	});

	test('what is neither photo nor video, whatever it is called', async () => {
		const gif = await fromPixels(await paint(7))
			.gif({ effort: 1 })
			.toBuffer();
		const texts = [
			'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
			'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="100000" height="100000"/>',
			'<!doctype html><script>alert(1)</script>',
			'%PDF-1.7',
			'PK\x03\x04',
			'GIF89a<script>',
			'MZ',
			'BM',
			'II*\0',
			'RIFF\0\0\0\0WAVE',
			'\0\0\0\x18ftypXXXX',
			'',
			'\xff',
		].map((text) => Buffer.from(text, 'latin1'));
		for (const bytes of [gif, ...texts]) await assert.rejects(inspectUpload(bytes), unknown);
	});

	test('HEIC says how to make it a JPEG', async () => {
		const heic = Buffer.from('\0\0\0\x1cftypheic\0\0\0\0mif1heicmiaf', 'latin1');
		await assert.rejects(inspectUpload(heic), refusal('media/heic', 415));
		const still = Buffer.from('\0\0\0\x1cftypmif1\0\0\0\0mif1heicmiaf', 'latin1');
		await assert.rejects(inspectUpload(still), refusal('media/heic', 415));
	});

	test('broken and cut-off pictures', async () => {
		const jpeg = await makePhoto(8);
		const png = await fromPixels(await paint(8))
			.png()
			.toBuffer();
		const webp = await fromPixels(await paint(8))
			.webp()
			.toBuffer();
		for (const bytes of [jpeg, png, webp]) {
			await assert.rejects(inspectUpload(bytes.subarray(0, 20)), unreadable);
			await assert.rejects(inspectUpload(bytes.subarray(0, bytes.length / 2)), unreadable);
		}
	});

	test('a beginning of one kind before another kind of file', async () => {
		const png = await fromPixels(await paint(9))
			.png()
			.toBuffer();
		await assert.rejects(inspectUpload(Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), png])), unreadable);
		const html = Buffer.from('\xff\xd8\xff\xe0<script>alert(1)</script>', 'latin1');
		await assert.rejects(inspectUpload(html), unreadable);
	});
});

test('two files in one: only the picture is left', async () => {
	const jpeg = await makePhoto(10);
	const script = Buffer.from('<script>fetch("http://penyerang.example")</script>');
	const inside = withSegment(
		withSegment(jpeg, 0xfe, script),
		0xe1,
		Buffer.concat([Buffer.from('http://ns.adobe.com/xap/1.0/\0'), script]),
	);
	const behind = Buffer.concat([inside, Buffer.from('PK\x03\x04'), script, Buffer.from('%PDF-1.7')]);
	const { file, thumb } = await inspectUpload(behind);
	await assertBare(file.bytes);
	if (thumb) await assertBare(thumb.bytes);
	assert.equal(file.bytes.includes('script'), false);
});

test('the preview inside EXIF, which may show more than the picture, does not survive', async () => {
	const preview = await makePhoto(11, { width: 160, height: 120 });
	const exif = Buffer.concat([Buffer.from('Exif\0\0II*\0\x08\0\0\0\0\0', 'latin1'), preview]);
	const { file } = await inspectUpload(withSegment(await makePhoto(12), 0xe1, exif));
	await assertBare(file.bytes);
	assert.equal(file.bytes.includes(preview.subarray(200, 260)), false);
});
