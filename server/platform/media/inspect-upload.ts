import { createHash } from 'node:crypto';
import { config } from '#platform/config';
import { Refusal } from '#platform/refusal';
import { readVideo } from './read-video.ts';
import { type FileType, sniff } from './sniff.ts';
import type { Taken } from './taken.ts';

type Made = { bytes: Buffer; contentType: string; width: number; height: number };

/** A file made anew, and what it said before. `look` and `thumb`: of photos only. */
export type Inspected = Taken & {
	kind: 'photo' | 'video';
	/** Of the bytes as they came: the same file sent again is known by it. The bytes themselves are not kept. */
	original: { sha256: string; sizeBytes: number; type: FileType };
	file: Made;
	thumb?: Made;
	look?: string;
};

/**
 * Looks at one upload: what it really is by its content, then as `readPhoto` and `readVideo` make it new. Refuses
 * `media/unknown-type` (415: SVG, GIF, HTML, documents …), `media/heic` (415), `media/video-in-pieces` (415), `media/too-large`
 * and `media/too-many-pixels` (413, with size and limit), `media/unreadable` (400).
 */
export async function inspectUpload(
	bytes: Uint8Array,
	mostBytes = config.uploadMaxBytes,
): Promise<Inspected> {
	if (bytes.byteLength > mostBytes) throw tooLarge(bytes.byteLength, mostBytes);
	const sniffed = sniff(bytes);
	if (!sniffed) throw new Refusal('unsupported', 'media/unknown-type');
	if (sniffed.type === 'image/heic') throw new Refusal('unsupported', 'media/heic');
	const read = sniffed.kind === 'photo' ? await photo(bytes, sniffed.type) : video(bytes, sniffed.type);
	const sha256 = createHash('sha256').update(bytes).digest('hex');
	return { ...read, original: { sha256, sizeBytes: bytes.byteLength, type: sniffed.type } };
}

type Read = Omit<Inspected, 'original'>;

async function photo(bytes: Uint8Array, type: FileType): Promise<Read> {
	const { readPhoto } = await import('./read-photo.ts');
	const { picture, thumb, ...facts } = await readPhoto(bytes, type);
	const contentType = 'image/jpeg';
	return { kind: 'photo', file: { ...picture, contentType }, thumb: { ...thumb, contentType }, ...facts };
}

function video(source: Uint8Array, contentType: FileType): Read {
	const { bytes, width, height, ...facts } = readVideo(source);
	return { kind: 'video', file: { bytes, contentType, width, height }, ...facts };
}

/** Megabytes as a telephone shows them, one decimal, the size never rounded down to the limit. */
function tooLarge(sizeBytes: number, mostBytes: number): Refusal {
	const params = { sizeMb: Math.ceil(sizeBytes / 1e5) / 10, limitMb: Math.floor(mostBytes / 1e5) / 10 };
	return new Refusal('too-large', 'media/too-large', { params });
}
