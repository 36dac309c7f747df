import { plausiblePlace, plausibleTime, type Taken, zoneMs } from './taken.ts';

/** Phones that name no zone are read as Western Indonesian Time. */
const homeZoneMs = 7 * 3_600_000;

const tag = { exif: 0x8769, gps: 0x8825, time: 0x9003, zone: 0x9011 };
const gpsTag = { latRef: 1, lat: 2, lonRef: 3, lon: 4 };
const longestText = 32;
const mostEntries = 1000;

type Entry = { type: number; count: number; at: number };
type Tiff = { view: DataView; little: boolean };

/**
 * When and where a photo was taken, as its EXIF says; nothing of either where that is missing, broken or cannot be.
 * Looks only at the few tags it needs and never believes a length: a general reader allocated gigabytes for 64 KB of
 * EXIF whose entries all claim the whole file.
 */
export function readExif(exif: Uint8Array | undefined): Taken {
	const tiff = exif && openTiff(exif);
	if (!tiff) return {};
	const first = entriesAt(tiff, uint32(tiff, 4));
	const photo = entriesAt(tiff, pointer(tiff, first.get(tag.exif)));
	const gps = entriesAt(tiff, pointer(tiff, first.get(tag.gps)));
	const takenAt = timeOf(textOf(tiff, photo.get(tag.time)), textOf(tiff, photo.get(tag.zone)));
	return { ...(takenAt ? { takenAt } : {}), ...placeOf(tiff, gps) };
}

function openTiff(exif: Uint8Array): Tiff | undefined {
	const head = String.fromCharCode(...exif.subarray(0, 6));
	const from = head === 'Exif\0\0' ? 6 : 0;
	const order = String.fromCharCode(...exif.subarray(from, from + 4));
	if (order !== 'II*\0' && order !== 'MM\0*') return undefined;
	return {
		view: new DataView(exif.buffer, exif.byteOffset + from, exif.byteLength - from),
		little: order === 'II*\0',
	};
}

/** A number outside the file is 0, which leads nowhere. */
function uint32({ view, little }: Tiff, at: number): number {
	return at + 4 <= view.byteLength ? view.getUint32(at, little) : 0;
}

function uint16({ view, little }: Tiff, at: number): number {
	return at + 2 <= view.byteLength ? view.getUint16(at, little) : 0;
}

function entriesAt(tiff: Tiff, at: number): Map<number, Entry> {
	const entries = new Map<number, Entry>();
	if (at < 8) return entries;
	const count = Math.min(uint16(tiff, at), mostEntries);
	for (let i = 0; i < count; i++) {
		const entry = at + 2 + i * 12;
		if (entry + 12 > tiff.view.byteLength) break;
		entries.set(uint16(tiff, entry), {
			type: uint16(tiff, entry + 2),
			count: uint32(tiff, entry + 4),
			at: entry + 8,
		});
	}
	return entries;
}

function pointer(tiff: Tiff, entry: Entry | undefined): number {
	return entry?.type === 4 && entry.count === 1 ? uint32(tiff, entry.at) : 0;
}

function textOf(tiff: Tiff, entry: Entry | undefined): string {
	if (entry?.type !== 2 || entry.count > longestText) return '';
	const at = entry.count <= 4 ? entry.at : uint32(tiff, entry.at);
	if (at + entry.count > tiff.view.byteLength) return '';
	const bytes = new Uint8Array(tiff.view.buffer, tiff.view.byteOffset + at, entry.count);
	return String.fromCharCode(...bytes)
		.replace(/\0.*$/s, '')
		.trim();
}

/** `2026:11:24 09:30:00` and `+07:00`. */
function timeOf(text: string, zone: string): Date | undefined {
	const read = text.match(/^(\d{4}):(\d\d):(\d\d) (\d\d):(\d\d):(\d\d)/);
	if (!read) return undefined;
	const [year = 0, month = 0, day = 0, ...time] = read.slice(1).map(Number);
	const local = new Date(Date.UTC(year, month - 1, day, ...time));
	if (local.getUTCMonth() !== month - 1 || local.getUTCDate() !== day) return undefined;
	return plausibleTime(local.getTime() - (zoneMs(zone) ?? homeZoneMs));
}

function placeOf(tiff: Tiff, gps: Map<number, Entry>): { lat: number; lon: number } | undefined {
	const lat = degrees(tiff, gps.get(gpsTag.lat), textOf(tiff, gps.get(gpsTag.latRef)), 'NS');
	const lon = degrees(tiff, gps.get(gpsTag.lon), textOf(tiff, gps.get(gpsTag.lonRef)), 'EW');
	return lat === undefined || lon === undefined ? undefined : plausiblePlace(lat, lon);
}

/** Three fractions: degrees, minutes, seconds. Nothing when one is not a number in its range. */
function degrees(tiff: Tiff, entry: Entry | undefined, ref: string, refs: string): number | undefined {
	const way = refs.indexOf(ref.toUpperCase());
	if (entry?.type !== 5 || entry.count !== 3 || ref.length !== 1 || way < 0) return undefined;
	const from = uint32(tiff, entry.at);
	if (from + 24 > tiff.view.byteLength) return undefined;
	const part = (index: number) => {
		const below = uint32(tiff, from + index * 8 + 4);
		const above = uint32(tiff, from + index * 8);
		return below === 0 && above === 0 && index > 0 ? 0 : above / below; // some leave the seconds 0/0
	};
	const [whole, minutes, seconds] = [part(0), part(1), part(2)];
	if (!(whole <= 180 && minutes < 60.001 && seconds < 60.001)) return undefined;
	return (whole + minutes / 60 + seconds / 3600) * (way === 1 ? -1 : 1);
}
