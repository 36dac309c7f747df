import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { Refusal } from '#platform/refusal';
import { box, makeVideo, samples, u32, type VideoPlan } from '../../../tests/support/video.ts';
import { inspectUpload } from './inspect-upload.ts';
import { readVideo } from './read-video.ts';
import { readIso6709 } from './video-facts.ts';

const personal = [
	'GPS',
	'3.59',
	'98.67',
	'Budi',
	'Contoh',
	'Telepon1',
	'hidden',
	'com.apple',
	'Medan',
	'2026-11-20',
];
const makings: Record<string, VideoPlan> = {
	'an Android telephone (MP4)': {},
	'an iPhone (MOV)': { brand: 'qt  ', place: 'keys' },
	'an old telephone (3GP)': { brand: '3gp4', place: 'loci', measurements: false },
	'made for streaming, index first': { indexFirst: true },
	'with 64-bit places': { wideOffsets: true, indexFirst: true },
};
const types: Record<string, string> = { 'qt  ': 'video/quicktime', '3gp4': 'video/3gpp' };

describe('a video of', () => {
	for (const [name, plan] of Object.entries(makings)) {
		test(`${name}: the same pictures and sounds at the same places, nothing else`, async () => {
			const original = makeVideo(plan);
			const video = await inspectUpload(original);
			const { bytes } = video.file;
			assert.equal(bytes.length, original.length);
			for (const sample of [...samples.vide, ...samples.soun])
				assert.equal(bytes.indexOf(sample), original.indexOf(sample));
			for (const word of personal) assert.equal(bytes.includes(word), false, word);
			assert.equal(video.kind, 'video');
			assert.equal(video.file.contentType, types[plan.brand ?? ''] ?? 'video/mp4');
			assert.deepEqual([video.file.width, video.file.height], [1080, 1920]);
			assert.equal(video.takenAt?.toISOString(), '2026-11-20T02:30:00.000Z');
			assert.ok(
				Math.abs((video.lat ?? 0) - 3.5952) < 0.0001 && Math.abs((video.lon ?? 0) - 98.6722) < 0.0001,
			);
		});
	}
});

test('a clean video stays as it is when it is cleaned again, and says nothing any more', () => {
	const once = readVideo(makeVideo({ place: 'keys' }));
	const { bytes, ...twice } = readVideo(once.bytes);
	assert.deepEqual(bytes, once.bytes);
	assert.deepEqual(twice, { width: 1080, height: 1920 });
});

test('the original is not touched', () => {
	const original = makeVideo();
	const before = Buffer.from(original);
	readVideo(original);
	assert.deepEqual(original, before);
});

test('foreign boxes are emptied, notes behind the last box are cut off', () => {
	const xmp = box('uuid', Buffer.alloc(16, 7), '<x:xmpmeta>Budi</x:xmpmeta>');
	const video = makeVideo({ extra: [xmp, box('free', 'Budi'), box('sefd', 'Budi')] });
	const { bytes } = readVideo(Buffer.concat([video, Buffer.from('SEFT\xff\xff\xff\xffBudi')]));
	assert.equal(bytes.length, video.length);
	assert.equal(bytes.includes('Budi'), false);
});

test('a video held lying is as wide as it is', () => {
	const { width, height } = readVideo(makeVideo({ held: 'lying' }));
	assert.deepEqual([width, height], [1920, 1080]);
});

test('a moment that cannot be is not believed', () => {
	assert.equal(readVideo(makeVideo({ madeAt: new Date(Date.UTC(1904, 0, 1)) })).takenAt, undefined);
	assert.equal(readVideo(makeVideo({ madeAt: new Date('2035-01-01') })).takenAt, undefined);
});

test('places as ISO 6709 writes them', () => {
	assert.deepEqual(readIso6709('+03.5952+098.6722+025.0/'), { lat: 3.5952, lon: 98.6722 });
	assert.deepEqual(readIso6709('-06.2-106.8/'), { lat: -6.2, lon: -106.8 });
	assert.deepEqual(readIso6709('+0335.712+09840.332/'), { lat: 3.5952, lon: 98.672_2 });
	assert.deepEqual(readIso6709('+033542.72+0984019.92/'), { lat: 3.595_2, lon: 98.6722 });
	for (const wrong of ['', 'Medan', '+91+098/', '+03.5', '+00.0000+000.0000/', '+03.5952098.6722/'])
		assert.equal(readIso6709(wrong), undefined, wrong);
});

const refusal = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;

describe('refused', () => {
	const video = makeVideo();
	const broken: Record<string, Uint8Array> = {
		'only a beginning': video.subarray(0, 24),
		'cut off in the pictures': makeVideo({ indexFirst: true }).subarray(0, -10),
		'without an index': video.subarray(0, video.indexOf('moov') - 4),
		'without pictures': Buffer.concat([
			box('ftyp', 'isom', u32(0)),
			video.subarray(video.indexOf('moov') - 4),
		]),
		'two indexes': Buffer.concat([video, video.subarray(video.indexOf('moov') - 4)]),
		'pictures that lie elsewhere': makeVideo({ external: true }),
		'a box in itself': Buffer.concat([
			box('ftyp', 'isom', u32(0)),
			box('mdat'),
			box('moov', u32(8), 'moov', u32(0), 'moov'),
		]),
	};
	for (const [name, bytes] of Object.entries(broken)) {
		test(name, () => assert.throws(() => readVideo(bytes), refusal('media/unreadable')));
	}
	test('a video in pieces, with words of its own', () => {
		const inPieces = makeVideo({ extra: [box('moof', box('mfhd', u32(0, 1)))] });
		assert.throws(() => readVideo(inPieces), refusal('media/video-in-pieces'));
	});
	test('tables that claim more than there is', () => {
		for (const table of ['stsz', 'stco', 'stsc']) {
			const bytes = Buffer.from(video);
			bytes.writeUInt32BE(0xffffffff, bytes.indexOf(table) + (table === 'stsz' ? 12 : 8));
			const start = performance.now();
			assert.throws(() => readVideo(bytes), refusal('media/unreadable'), table);
			assert.ok(performance.now() - start < 500);
		}
	});
	test('a hundred thousand empty boxes', () => {
		const many = Buffer.concat([video, ...Array.from({ length: 100_000 }, () => box('free'))]);
		assert.throws(() => readVideo(many), refusal('media/unreadable'));
	});
});

/** Either it is made new, and then as long as it was or shorter, or it is refused; nothing else, and soon. */
function endsWell(bytes: Uint8Array): boolean {
	const start = performance.now();
	try {
		assert.ok(readVideo(bytes).bytes.length <= bytes.length);
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
	}
	return performance.now() - start < 2000;
}

describe('no bytes make it fail or hang', () => {
	const videos = Object.values(makings).map((plan) => makeVideo(plan));
	test('random bytes, with and without a beginning', () => {
		const heads = fc.constantFrom(
			'',
			'\0\0\0\x10ftypisom\0\0\0\0',
			'\0\0\0\x10ftypisom\0\0\0\0\0\0\0\x08mdat\0\0\x01\0moov',
		);
		fc.assert(
			fc.property(heads, fc.uint8Array({ maxLength: 600 }), (head, rest) =>
				endsWell(Buffer.concat([Buffer.from(head, 'latin1'), rest])),
			),
			{ numRuns: 2000 },
		);
	});
	test('damaged videos: bytes, lengths and names changed, ends cut off', () => {
		const damage = fc.array(
			fc.record({
				at: fc.nat(5000),
				value: fc.oneof(fc.nat(255), fc.constantFrom(0, 1, 255)),
				wide: fc.boolean(),
			}),
			{
				minLength: 1,
				maxLength: 6,
			},
		);
		fc.assert(
			fc.property(
				fc.constantFrom(...videos),
				damage,
				fc.double({ min: 0.5, max: 1, noNaN: true }),
				(video, places, share) => {
					const bytes = Buffer.from(video);
					for (const { at, value, wide } of places) {
						const place = at % (bytes.length - 4);
						if (wide) bytes.writeUInt32BE(value * 16_843_009, place);
						else bytes[place] = value;
					}
					return endsWell(bytes) && endsWell(bytes.subarray(0, Math.floor(bytes.length * share)));
				},
			),
			{ numRuns: 3000 },
		);
	});
	test('whatever is damaged, a video that is taken says no place any more', () => {
		fc.assert(
			fc.property(fc.nat(5000), fc.nat(255), (at, value) => {
				const bytes = makeVideo();
				bytes[at % bytes.length] = value;
				try {
					const made = readVideo(bytes).bytes;
					return !made.includes('+03.59') && readVideo(made).lat === undefined;
				} catch (error) {
					if (error instanceof Refusal) return true;
					throw error;
				}
			}),
			{ numRuns: 2000 },
		);
	});
});
