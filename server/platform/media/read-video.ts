import { Refusal } from '#platform/refusal';
import { type Box, BoxReader, unreadable } from './boxes.ts';
import { joinSpans, type Span, spansOfTrack } from './sample-ranges.ts';
import type { Taken } from './taken.ts';
import { readVideoFacts } from './video-facts.ts';

export type Video = Taken & { bytes: Buffer; width: number; height: number };

/** What a player needs; every other box is emptied. */
const needed: Record<string, Set<string>> = {
	moov: new Set(['mvhd', 'trak']),
	trak: new Set(['tkhd', 'edts', 'tapt', 'mdia']),
	mdia: new Set(['mdhd', 'hdlr', 'minf']),
	minf: new Set(['vmhd', 'smhd', 'hdlr', 'dinf', 'stbl']),
	dinf: new Set(['dref']),
	edts: new Set(['elst']),
	tapt: new Set(['clef', 'prof', 'enof']),
	stbl: new Set('stsd stts ctts cslg stss stps stsc stsz stco co64 sdtp sgpd sbgp'.split(' ')),
};
const largestSide = 16_384;

/**
 * A video as it came, byte for byte where its pictures and sounds are, and empty everywhere else: boxes that a player
 * does not need become free space of the same length, so that nothing moves; tracks of measurements (place, movement)
 * go, with what they point to; times of making are zeroed. What it said of when and where is returned apart. Refuses
 * `media/unreadable` (400) and `media/video-in-pieces` (415).
 */
export function readVideo(original: Uint8Array): Video {
	const source = Buffer.from(original.buffer, original.byteOffset, original.byteLength);
	const reader = new BoxReader(source);
	const { boxes, end } = topBoxes(reader);
	const movies = boxes.filter(({ type }) => type === 'moov');
	const [movie] = movies;
	if (!movie || movies.length > 1 || !boxes.some(({ type }) => type === 'mdat')) throw unreadable();
	const tracks = reader.inside(movie).filter(({ type }) => type === 'trak');
	const kept = tracks.filter((track) => /^(vide|soun)$/.test(handlerOf(reader, track)));
	const size = sizeOf(reader, kept);
	const spans = joinSpans(kept.flatMap((track) => spansOfTrack(reader, track)));
	const bytes = Buffer.from(source.subarray(0, end));
	for (const box of boxes) {
		if (box.type === 'mdat') emptyBetween(bytes, box, spans);
		else if (box.type === 'moov')
			clean(reader, bytes, movie, ({ start }) => kept.some((track) => track.start === start));
		else if (box.type !== 'ftyp') free(bytes, box);
	}
	return { bytes, ...size, ...readVideoFacts(reader, movie) };
}

/** The outermost boxes; behind the last sane one some telephones write notes of their own, which are cut off. */
function topBoxes(reader: BoxReader): { boxes: Box[]; end: number } {
	const boxes: Box[] = [];
	let at = 0;
	for (let box = reader.boxAt(0, reader.bytes.length); box; box = reader.boxAt(at, reader.bytes.length)) {
		if (box.type === 'moof') throw new Refusal('unsupported', 'media/video-in-pieces');
		boxes.push(box);
		at = box.end;
	}
	const isCutShort = reader.bytes.toString('latin1', at + 4, at + 8) === 'mdat';
	if (boxes[0]?.type !== 'ftyp' || isCutShort) throw unreadable();
	return { boxes, end: at };
}

function handlerOf(reader: BoxReader, track: Box): string {
	const handler = reader.find(track, 'mdia', 'hdlr');
	return handler ? reader.text(handler, 8, 4) : '';
}

/** Of the first track with pictures, as it is shown: a telephone held upright writes a lying picture and says to turn it. */
function sizeOf(reader: BoxReader, tracks: Box[]): { width: number; height: number } {
	for (const track of tracks) {
		const head = reader.find(track, 'tkhd');
		if (handlerOf(reader, track) !== 'vide' || !head) continue;
		const matrix = reader.uint32(head, 0) >>> 24 === 1 ? 52 : 40;
		const isTurned = reader.uint32(head, matrix) === 0 && reader.uint32(head, matrix + 4) !== 0;
		const width = Math.round(reader.uint32(head, matrix + 36) / 65536);
		const height = Math.round(reader.uint32(head, matrix + 40) / 65536);
		if (width < 1 || height < 1 || width > largestSide || height > largestSide) throw unreadable();
		return isTurned ? { width: height, height: width } : { width, height };
	}
	throw unreadable();
}

function clean(reader: BoxReader, bytes: Buffer, parent: Box, keeps: (track: Box) => boolean): void {
	for (const box of reader.inside(parent)) {
		if (!needed[parent.type]?.has(box.type) || (box.type === 'trak' && !keeps(box))) free(bytes, box);
		else if (box.type === 'mvhd' || box.type === 'tkhd' || box.type === 'mdhd') zeroTimes(reader, bytes, box);
		else if (box.type === 'hdlr')
			bytes.fill(0, Math.min(box.body + 24, box.end), box.end); // a name of the maker's choice
		else if (box.type === 'dref') refuseElsewhere(reader, box);
		else if (needed[box.type]) clean(reader, bytes, box, keeps);
	}
}

/** A list of addresses where pictures lie; only "in this file" is taken, so that no player goes and fetches anything. */
function refuseElsewhere(reader: BoxReader, list: Box): void {
	for (const entry of reader.inside(list, Math.min(list.body + 8, list.end))) {
		if ((reader.uint32(entry, 0) & 1) === 0) throw unreadable();
	}
}

function zeroTimes(reader: BoxReader, bytes: Buffer, box: Box): void {
	const length = reader.uint32(box, 0) >>> 24 === 1 ? 16 : 8;
	bytes.fill(0, Math.min(box.body + 4, box.end), Math.min(box.body + 4 + length, box.end));
}

function free(bytes: Buffer, box: Box): void {
	if (bytes.readUInt32BE(box.start) === 0) bytes.writeUInt32BE(box.end - box.start, box.start); // "to the end"
	bytes.write('free', box.start + 4, 'latin1');
	bytes.fill(0, box.body, box.end);
}

/** Empties what no kept track points to. */
function emptyBetween(bytes: Buffer, box: Box, spans: Span[]): void {
	let at = box.body;
	for (const { start, end } of spans) {
		if (end <= at || start >= box.end) continue;
		bytes.fill(0, at, Math.max(at, start));
		at = Math.min(end, box.end);
	}
	bytes.fill(0, at, box.end);
}
