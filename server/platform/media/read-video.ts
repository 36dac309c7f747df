import { Refusal } from '#platform/refusal';

export type ReadVideo = { bytes: Buffer; takenAt?: Date; lat?: number; lon?: number };

const containers = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl', 'edts', 'moof', 'traf', 'mvex']);
const metadata = new Set(['udta', 'meta', 'uuid', 'xml ', 'bxml', 'ilst', 'keys']);
const deepest = 12;
const epoch1904 = Date.UTC(1904, 0, 1);

/**
 * A video as it was, without what it says about where and when: boxes that hold metadata become empty space of the
 * same length, so that nothing else moves, tracks of measurements are emptied, times of making are zeroed. What they
 * said is returned. Refuses `media/unreadable` when the boxes do not add up.
 */
export function readVideo(original: Uint8Array): ReadVideo {
	const bytes = Buffer.from(original);
	const found: { takenAt?: Date; lat?: number; lon?: number } = {};
	let hasMovie = false;
	walk(bytes, 0, bytes.length, 0, (type, start, body, end) => {
		if (type === 'moov') hasMovie = true;
		if (type === 'mvhd') found.takenAt ??= timeOf(bytes, body, end);
		if (type === 'mvhd' || type === 'tkhd' || type === 'mdhd') zeroTimes(bytes, body, end);
		const isMeasurement = type === 'trak' && handlerOf(bytes, body, end) === 'meta';
		if (!metadata.has(type) && !isMeasurement) return containers.has(type);
		Object.assign(found, locationOf(bytes.subarray(body, end)) ?? {});
		bytes.write('free', start + 4, 'latin1');
		bytes.fill(0, body, end);
		return false;
	});
	if (!hasMovie) throw new Refusal('invalid', 'media/unreadable');
	const { takenAt, ...place } = found;
	return { bytes, ...place, ...(takenAt ? { takenAt } : {}) };
}

type Visit = (type: string, start: number, body: number, end: number) => boolean;

/** Visits each box; goes inside those for which the visitor says yes. */
function walk(bytes: Buffer, from: number, to: number, depth: number, visit: Visit): void {
	if (depth > deepest) throw new Refusal('invalid', 'media/unreadable');
	let at = from;
	while (at + 8 <= to) {
		let size = bytes.readUInt32BE(at);
		let head = 8;
		if (size === 1 && at + 16 <= to) {
			size = Number(bytes.readBigUInt64BE(at + 8));
			head = 16;
		}
		if (size === 0) size = to - at;
		if (size < head || at + size > to) throw new Refusal('invalid', 'media/unreadable');
		const type = bytes.toString('latin1', at + 4, at + 8);
		if (visit(type, at, at + head, at + size)) walk(bytes, at + head, at + size, depth + 1, visit);
		at += size;
	}
}

/** What a track carries: its handler box says 'vide', 'soun', 'meta' … */
function handlerOf(bytes: Buffer, body: number, end: number): string {
	const at = bytes.subarray(body, end).indexOf('hdlr', 0, 'latin1');
	return at < 0 || body + at + 16 > end ? '' : bytes.toString('latin1', body + at + 12, body + at + 16);
}

/** Seconds since 1904, UTC; years before 2000 are cameras without a clock. */
function timeOf(bytes: Buffer, body: number, end: number): Date | undefined {
	const wide = bytes[body] === 1;
	if (body + (wide ? 12 : 8) > end) return undefined;
	const seconds = wide ? Number(bytes.readBigUInt64BE(body + 4)) : bytes.readUInt32BE(body + 4);
	const at = new Date(epoch1904 + seconds * 1000);
	return at.getUTCFullYear() >= 2000 && at.getUTCFullYear() < 2100 ? at : undefined;
}

function zeroTimes(bytes: Buffer, body: number, end: number): void {
	const length = bytes[body] === 1 ? 16 : 8;
	bytes.fill(0, Math.min(body + 4, end), Math.min(body + 4 + length, end));
}

/** ISO 6709, "+03.5952+098.6722/", wherever phones put it. */
function locationOf(box: Buffer): { lat: number; lon: number } | undefined {
	const [, lat, lon] = box.toString('latin1').match(/([+-]\d{2}(?:\.\d{1,8})?)([+-]\d{3}(?:\.\d{1,8})?)/) ?? [];
	if (!lat || !lon || Math.abs(Number(lat)) > 90 || Math.abs(Number(lon)) > 180) return undefined;
	return { lat: Number(lat), lon: Number(lon) };
}
