import { Refusal } from '#platform/refusal';
import type { Box, BoxReader } from './boxes.ts';
import { plausiblePlace, plausibleTime, type Taken, zoneMs } from './taken.ts';

const since1904 = Date.UTC(1904, 0, 1);

/** When and where a video says it was made: Android and 3GP write it under `udta`, iPhones as named keys under `meta`. */
export function readVideoFacts(reader: BoxReader, movie: Box): Taken {
	const named = orNothing(() => namedValues(reader, movie)) ?? new Map<string, string>();
	const noted = [movie, ...reader.inside(movie).filter(({ type }) => type === 'trak')].map((box) =>
		orNothing(() => placeNoted(reader, reader.find(box, 'udta'))),
	);
	const place = readIso6709(named.get('com.apple.quicktime.location.ISO6709') ?? '') ?? noted.find(Boolean);
	const takenAt =
		readIso8601(named.get('com.apple.quicktime.creationdate') ?? '') ?? creationTime(reader, movie);
	return { ...(takenAt ? { takenAt } : {}), ...place };
}

/** Broken notes say nothing; the video itself may be good. */
function orNothing<T>(read: () => T): T | undefined {
	try {
		return read();
	} catch (error) {
		if (error instanceof Refusal) return undefined;
		throw error;
	}
}

/** Seconds since 1904, UTC. */
function creationTime(reader: BoxReader, movie: Box): Date | undefined {
	const head = reader.find(movie, 'mvhd');
	if (!head) return undefined;
	const wide = reader.uint32(head, 0) >>> 24 === 1;
	return plausibleTime(since1904 + (wide ? reader.uint64(head, 4) : reader.uint32(head, 4)) * 1000);
}

function placeNoted(reader: BoxReader, notes: Box | undefined): { lat: number; lon: number } | undefined {
	for (const box of notes ? reader.inside(notes) : []) {
		if (box.type === '\xa9xyz') return readIso6709(reader.text(box, 4, 64)); // length and language stand before
		if (box.type === 'loci') return readLoci(reader, box);
	}
	return undefined;
}

/** 3GPP TS 26.244: language, a name up to its 0, the role, then longitude and latitude in 1/65536 of a degree. */
function readLoci(reader: BoxReader, box: Box): { lat: number; lon: number } | undefined {
	const nameEnd = reader.bytes.subarray(box.body + 6, box.end).indexOf(0);
	const at = 6 + nameEnd + 2;
	if (nameEnd < 0 || box.body + at + 8 > box.end) return undefined;
	const signed = (offset: number) => (reader.uint32(box, offset) | 0) / 65536;
	return plausiblePlace(signed(at + 4), signed(at));
}

/** QuickTime's `meta`: a list of names, and values that tell by number which name they have. */
function namedValues(reader: BoxReader, movie: Box): Map<string, string> {
	const values = new Map<string, string>();
	const meta = reader.find(movie, 'meta');
	if (!meta) return values;
	const isPlain = reader.text(meta, 4, 4) === 'hdlr'; // QuickTime's own has no version before its boxes
	const boxes = reader.inside(meta, Math.min(meta.body + (isPlain ? 0 : 4), meta.end));
	const names = keyNames(
		reader,
		boxes.find(({ type }) => type === 'keys'),
	);
	const list = boxes.find(({ type }) => type === 'ilst');
	for (const item of list ? reader.inside(list) : []) {
		const name = names[Buffer.from(item.type, 'latin1').readUInt32BE() - 1];
		const data = name === undefined ? undefined : reader.find(item, 'data');
		if (name !== undefined && data) values.set(name, reader.text(data, 8, 128));
	}
	return values;
}

function keyNames(reader: BoxReader, keys: Box | undefined): string[] {
	if (!keys) return [];
	return reader.inside(keys, Math.min(keys.body + 8, keys.end)).map((key) => reader.text(key, 0, 128));
}

/** `+03.5952+098.6722+025.0/`, also with minutes and seconds written into the number. */
export function readIso6709(text: string): { lat: number; lon: number } | undefined {
	const [, lat, lon] =
		text.match(/^\s*([+-](?:\d{2}){1,3}(?:\.\d{1,12})?)([+-]\d(?:\d{2}){1,3}(?:\.\d{1,12})?)/) ?? [];
	return lat && lon ? plausiblePlace(degrees(lat, 2), degrees(lon, 3)) : undefined;
}

function degrees(text: string, digits: number): number {
	const [whole = '', fraction = ''] = text.slice(1).split('.');
	const parts = [
		whole.slice(0, digits),
		whole.slice(digits, digits + 2),
		whole.slice(digits + 2, digits + 4),
	];
	const last = parts.findLastIndex((part) => part !== '');
	const sum = parts.reduce(
		(total, part, at) => total + Number(at === last ? `${part}.${fraction || 0}` : part) / 60 ** at,
		0,
	);
	return text.startsWith('-') ? -sum : sum;
}

/** `2026-11-24T09:30:00+0700`: only with its zone does it name a moment. */
function readIso8601(text: string): Date | undefined {
	const [, local, zone = ''] =
		text.match(/^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:?\d\d)/) ?? [];
	const offset = zone === 'Z' ? 0 : zoneMs(zone);
	return local === undefined || offset === undefined
		? undefined
		: plausibleTime(Date.parse(`${local}Z`) - offset);
}
