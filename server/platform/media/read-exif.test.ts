import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import sharp from 'sharp';
import { exifOf, makePhoto, medan, type RawTag, rawExif } from '../../../tests/support/media.ts';
import { readExif } from './read-exif.ts';

const exif = async (...time: Parameters<typeof exifOf>) => {
	const { exif: bytes } = await sharp(
		await makePhoto(1, { width: 64, height: 48, exif: exifOf(...time) }),
	).metadata();
	assert.ok(bytes);
	return bytes;
};

test('time and place as telephones write them', async () => {
	const home = readExif(await exif('2026:11:20 09:30:00'));
	assert.deepEqual(home, { takenAt: new Date('2026-11-20T02:30:00Z'), ...medan });
	const east = readExif(await exif('2026:11:20 09:30:00', '+09:00'));
	assert.equal(east.takenAt?.toISOString(), '2026-11-20T00:30:00.000Z');
	assert.equal(
		readExif(await exif('2026:11:20 09:30:00', '+99:99')).takenAt?.toISOString(),
		'2026-11-20T02:30:00.000Z',
	);
});

test('what cannot be is not believed', async () => {
	for (const time of [
		'0000:00:00 00:00:00',
		'2026:02:31 10:00:00',
		'1970:01:01 00:00:00',
		'2199:01:01 00:00:00',
		'2026-11-20',
	])
		assert.equal(readExif(await exif(time)).takenAt, undefined, time);
});

const gps = (tags: Record<string, string>) => ({
	IFD3: { GPSLatitudeRef: 'N', GPSLongitudeRef: 'E', ...tags },
});
const placeIn = async (tags: Record<string, string>) => {
	const { exif: bytes } = await sharp(
		await makePhoto(1, { width: 64, height: 48, exif: gps(tags) }),
	).metadata();
	const { lat, lon } = readExif(bytes);
	return lat === undefined ? undefined : { lat, lon };
};

test('places: south and west are negative, seconds may be left out, nonsense is nothing', async () => {
	const south = { GPSLatitudeRef: 'S', GPSLatitude: '6/1 12/1 0/1', GPSLongitude: '106/1 49/1 0/1' };
	assert.deepEqual(await placeIn(south), { lat: -6.2, lon: 106.816667 });
	assert.deepEqual(await placeIn({ GPSLatitude: '3/1 357/10 0/0', GPSLongitude: '98/1 40/1 0/0' }), {
		lat: 3.595,
		lon: 98.666667,
	});
	assert.equal(
		await placeIn({ GPSLatitude: '0/1 0/1 0/1', GPSLongitude: '0/1 0/1 0/1' }),
		undefined,
		'0° 0°',
	);
	assert.equal(await placeIn({ GPSLatitude: '91/1 0/1 0/1', GPSLongitude: '98/1 0/1 0/1' }), undefined);
	assert.equal(await placeIn({ GPSLatitude: '3/0 0/1 0/1', GPSLongitude: '98/1 0/1 0/1' }), undefined);
	assert.equal(await placeIn({ GPSLatitude: '3/1 99/1 0/1', GPSLongitude: '98/1 0/1 0/1' }), undefined);
});

test('big-endian too', () => {
	const bytes = Buffer.from(
		'MM\0*\0\0\0\x08\0\x01\x87\x69\0\x04\0\0\0\x01\0\0\0\x1a\0\0\0\0\0\x01\x90\x03\0\x02\0\0\0\x14\0\0\0\x2c\0\0\0\0',
		'latin1',
	);
	const whole = Buffer.concat([bytes, Buffer.from('2026:11:20 09:30:00\0')]);
	assert.deepEqual(readExif(whole), { takenAt: new Date('2026-11-20T02:30:00Z') });
});

test('entries that claim gigabytes, or each other, cost nothing', () => {
	const tags: RawTag[] = Array.from({ length: 5000 }, (_, index) => ({
		tag: 0x8000 + index,
		type: 1,
		count: 0x7fffffff,
		value: 0,
	}));
	const circle: RawTag[] = [0x8769, 0x8825].map((tag) => ({ tag, type: 4, count: 1, value: 8 }));
	const start = performance.now();
	for (const bytes of [
		rawExif(tags, 65_000, 1),
		rawExif(circle),
		rawExif([...circle, ...tags], 5_000_000, 0xff),
	]) {
		assert.deepEqual(readExif(bytes), {});
	}
	assert.ok(performance.now() - start < 200);
});

test('no bytes make it fail', async () => {
	const good = await exif('2026:11:20 09:30:00', '+07:00');
	const isTaken = (bytes: Uint8Array) => {
		const { lat = 0, lon = 0, takenAt } = readExif(bytes);
		return (
			Math.abs(lat) <= 90 &&
			Math.abs(lon) <= 180 &&
			(takenAt === undefined || Number.isFinite(takenAt.getTime()))
		);
	};
	fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), isTaken));
	const head = fc.constantFrom('II*\0', 'MM\0*', 'Exif\0\0II*\0', 'Exif\0\0MM\0*');
	fc.assert(
		fc.property(head, fc.uint8Array({ maxLength: 400 }), (start, rest) =>
			isTaken(Buffer.concat([Buffer.from(start, 'latin1'), rest])),
		),
		{ numRuns: 1000 },
	);
	const damage = fc.array(fc.record({ at: fc.nat(good.length - 1), byte: fc.nat(255) }), {
		minLength: 1,
		maxLength: 8,
	});
	fc.assert(
		fc.property(damage, fc.nat(good.length), (places, end) => {
			const bytes = Buffer.from(good);
			for (const { at, byte } of places) bytes[at] = byte;
			return isTaken(bytes) && isTaken(bytes.subarray(0, end));
		}),
		{ numRuns: 3000 },
	);
});
