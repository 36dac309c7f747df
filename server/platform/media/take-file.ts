import { createHash } from 'node:crypto';
import { config } from '#platform/config';
import { Refusal } from '#platform/refusal';
import { put } from '#platform/storage';
import { readPhoto } from './read-photo.ts';
import { readVideo } from './read-video.ts';
import { sniff } from './sniff.ts';

/** A file as it is kept: made new, without what it said about place and time, which is beside it. */
export type TakenFile = {
	kind: 'photo' | 'video';
	sha256: string;
	thumbSha256?: string;
	/** Of the bytes as they came: the same file sent again is known by it. */
	originalSha256: string;
	contentType: string;
	sizeBytes: number;
	width?: number;
	height?: number;
	takenAt?: Date;
	lat?: number;
	lon?: number;
	phash?: string;
	phashBands?: number[];
};

let waiting: Promise<unknown> = Promise.resolve();

/**
 * Takes one photo or video: what it is by its content, made new, stored. One at a time, so that a hundred uploads at
 * once do not need the memory of a hundred. Refuses `media/unknown-type` (SVG, GIF, documents …), `media/too-large`,
 * `media/too-many-pixels`, `media/unreadable`.
 */
export function takeFile(bytes: Uint8Array): Promise<TakenFile> {
	const limit = config.uploadMaxBytes;
	if (bytes.byteLength > limit) {
		throw new Refusal('too-large', 'media/too-large', { params: { most: Math.floor(limit / 1024 / 1024) } });
	}
	const sniffed = sniff(bytes);
	if (!sniffed) throw new Refusal('unsupported', 'media/unknown-type');
	const turn = waiting.then(() => (sniffed.kind === 'photo' ? takePhoto(bytes) : takeVideo(bytes, sniffed.type)));
	waiting = turn.catch(() => undefined);
	return turn;
}

async function takePhoto(bytes: Uint8Array): Promise<TakenFile> {
	const { bytes: made, thumb, ...read } = await readPhoto(bytes);
	return {
		kind: 'photo',
		sha256: (await put(made)).sha256,
		thumbSha256: (await put(thumb)).sha256,
		originalSha256: hashOf(bytes),
		contentType: 'image/jpeg',
		sizeBytes: made.byteLength,
		...read,
	};
}

async function takeVideo(bytes: Uint8Array, contentType: string): Promise<TakenFile> {
	const { bytes: made, ...read } = readVideo(bytes);
	const { sha256 } = await put(made);
	return { kind: 'video', sha256, originalSha256: hashOf(bytes), contentType, sizeBytes: made.byteLength, ...read };
}

function hashOf(bytes: Uint8Array): string {
	return createHash('sha256').update(bytes).digest('hex');
}
