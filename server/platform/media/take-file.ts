import { createHash } from 'node:crypto';
import { Refusal } from '#platform/refusal';
import { put } from '#platform/storage';
import { type Inspected, inspectUpload } from './inspect-upload.ts';
import { lookBands } from './look-bands.ts';
import { scan } from './scanner.ts';
import { recordScan } from './scans.ts';
import { noteStored } from './stored-files.ts';

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

const mostWaitingBytes = 600_000_000;
let waitingBytes = 0;

/**
 * Takes one photo or video: looked at, made new, scanned where a scanner is configured, stored. A scanner that does
 * not answer holds nobody up: the file is kept and asked about later. Refuses what `inspectUpload` and `put` refuse,
 * `media/infected` (415), and `media/busy` (503) while so much waits that memory would run out.
 */
export async function takeFile(bytes: Uint8Array): Promise<TakenFile> {
	if (waitingBytes + bytes.byteLength > mostWaitingBytes) throw new Refusal('unavailable', 'media/busy');
	waitingBytes += bytes.byteLength;
	try {
		return await keep(bytes);
	} finally {
		waitingBytes -= bytes.byteLength;
	}
}

async function keep(bytes: Uint8Array): Promise<TakenFile> {
	const inspected = await inspectUpload(bytes);
	const { state } = await scan([bytes]);
	if (state === 'infected') throw new Refusal('unsupported', 'media/infected');
	const { file, thumb } = inspected;
	await noteStored([file.bytes, ...(thumb ? [thumb.bytes] : [])].map(hashOf));
	const { sha256, sizeBytes } = await put(file.bytes, { type: file.contentType });
	const small = thumb && (await put(thumb.bytes, { type: thumb.contentType }));
	await recordScan(small ? [sha256, small.sha256] : [sha256], state);
	return {
		kind: inspected.kind,
		sha256,
		...(small ? { thumbSha256: small.sha256 } : {}),
		originalSha256: inspected.original.sha256,
		contentType: file.contentType,
		sizeBytes,
		width: file.width,
		height: file.height,
		...factsOf(inspected),
	};
}

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

function factsOf({ takenAt, lat, lon, look }: Inspected) {
	return {
		...(takenAt ? { takenAt } : {}),
		...(lat !== undefined && lon !== undefined ? { lat, lon } : {}),
		...(look ? { phash: look, phashBands: lookBands(look) } : {}),
	};
}
