import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import sharp from 'sharp';
import { dice, fromPixels, makePhoto, paint } from '../../../tests/support/media.ts';
import { hammingDistance, lookOf, looksAlikeWithin } from './look.ts';
import { lookBands, nearLookBands } from './look-bands.ts';
import { readPhoto } from './read-photo.ts';

const look = async (bytes: Buffer): Promise<string> => {
	const { format } = await sharp(bytes).metadata();
	const type =
		format === 'png'
			? 'image/png'
			: format === 'webp'
				? 'image/webp'
				: format === 'heif'
					? 'image/avif'
					: 'image/jpeg';
	const photo = await readPhoto(bytes, type);
	assert.match(photo.look ?? '', /^[01]{64}$/);
	return photo.look ?? '';
};
const cut = async (bytes: Buffer, share: number) => {
	const { width, height } = await sharp(bytes).metadata();
	const [left, top] = [Math.round(width * share), Math.round(height * share)];
	return sharp(bytes)
		.extract({ left, top, width: width - 2 * left, height: height - 2 * top })
		.jpeg({ quality: 75 })
		.toBuffer();
};

const copies: Record<string, { most: number; make: (bytes: Buffer) => Promise<Buffer> }> = {
	'sent by a messenger': {
		most: 8,
		make: (b) => sharp(b).resize(500, 500, { fit: 'inside' }).jpeg({ quality: 50 }).toBuffer(),
	},
	'a small one': { most: 8, make: (b) => sharp(b).resize(320).jpeg({ quality: 40 }).toBuffer() },
	'as WebP': { most: 8, make: (b) => sharp(b).resize(560).webp({ quality: 70 }).toBuffer() },
	'as PNG': { most: 8, make: (b) => sharp(b).resize(400).png().toBuffer() },
	'as AVIF': { most: 8, make: (b) => sharp(b).resize(320).avif({ quality: 50, effort: 0 }).toBuffer() },
	brighter: { most: 8, make: (b) => sharp(b).modulate({ brightness: 1.1 }).jpeg().toBuffer() },
	darker: { most: 8, make: (b) => sharp(b).modulate({ brightness: 0.85 }).jpeg().toBuffer() },
	'without colour': { most: 8, make: (b) => sharp(b).greyscale().jpeg().toBuffer() },
	stretched: { most: 8, make: (b) => sharp(b).resize(640, 360, { fit: 'fill' }).jpeg().toBuffer() },
	'cut by 1 % on each side': { most: 8, make: (b) => cut(b, 0.01) },
	'cut by 5 % on each side': { most: 30, make: (b) => cut(b, 0.05) },
};

test('copies of a picture look alike, other pictures do not', async (t) => {
	const photos = await Promise.all(
		Array.from({ length: 30 }, (_, seed) => makePhoto(seed, { scene: seed % 2 ? 'road' : 'anything' })),
	);
	const looks = await Promise.all(photos.map(look));
	for (const [name, { most, make }] of Object.entries(copies)) {
		const distances = await Promise.all(
			photos
				.slice(0, 10)
				.map(async (photo, index) => hammingDistance(looks[index] ?? '', await look(await make(photo)))),
		);
		t.diagnostic(`${name}: ${distances.toSorted((a, b) => a - b).join(' ')}`);
		assert.ok(Math.max(...distances) <= most, `${name}: ${distances}`);
	}
	const apart = looks
		.flatMap((a, i) => looks.slice(0, i).map((b) => hammingDistance(a, b)))
		.toSorted((a, b) => a - b);
	t.diagnostic(`${apart.length} pairs of different pictures: ${apart.slice(0, 8).join(' ')} …`);
	assert.ok((apart[0] ?? 0) > looksAlikeWithin + 4);
});

test('a picture sent lying with a note to turn it, and the same one turned, look alike', async () => {
	const pixels = await paint(5);
	const upright = await fromPixels(pixels).jpeg().toBuffer();
	const lying = await fromPixels(pixels).rotate(270).jpeg().withMetadata({ orientation: 6 }).toBuffer();
	assert.ok(hammingDistance(await look(upright), await look(lying)) <= 4);
});

test('a covered lens has no look, so that two of them are not the same picture', async () => {
	const random = dice(1);
	const noise = Uint8Array.from({ length: 640 * 480 * 3 }, () => 6 + random() * 10);
	const dark = sharp(noise, { raw: { width: 640, height: 480, channels: 3 } });
	assert.equal(await lookOf(dark), undefined);
	assert.equal((await readPhoto(await dark.jpeg().toBuffer(), 'image/jpeg')).look, undefined);
});

const anyLook = fc
	.array(fc.constantFrom('0', '1'), { minLength: 64, maxLength: 64 })
	.map((bits) => bits.join(''));
const flip = (of: string, places: number[]) =>
	[...of].map((bit, place) => (places.includes(place) ? (bit === '0' ? '1' : '0') : bit)).join('');

test('the index finds every look within the threshold', () => {
	const turned = fc.uniqueArray(fc.nat(63), { maxLength: looksAlikeWithin });
	fc.assert(
		fc.property(anyLook, turned, (kept, places) => {
			const asked = flip(kept, places);
			assert.equal(hammingDistance(kept, asked), places.length);
			const wanted = new Set(nearLookBands(asked));
			assert.ok(lookBands(kept).some((band) => wanted.has(band)));
		}),
		{ numRuns: 2000 },
	);
});

test('the worst case too: eight bits spread over the three bands', () => {
	const kept = '01'.repeat(32);
	for (const places of [
		[0, 5, 20, 21, 30, 41, 42, 63],
		[0, 1, 22, 23, 24, 50, 51, 52],
	]) {
		const wanted = new Set(nearLookBands(flip(kept, places)));
		assert.ok(lookBands(kept).some((band) => wanted.has(band)));
	}
});

test('bands are whole numbers an int column holds, and strangers are seldom found', () => {
	const random = dice(3);
	const looks = Array.from({ length: 4000 }, () =>
		Array.from({ length: 64 }, () => (random() < 0.5 ? '0' : '1')).join(''),
	);
	const wanted = new Set(nearLookBands(looks[0] ?? ''));
	assert.equal(wanted.size, 718);
	const found = looks.slice(1).filter((other) => lookBands(other).some((band) => wanted.has(band)));
	assert.ok(found.length < 12, `${found.length} of 3,999`);
	for (const band of lookBands('1'.repeat(64))) assert.ok(Number.isInteger(band) && band < 2 ** 24);
});
