import { type Box, type BoxReader, unreadable } from './boxes.ts';

/** From `start`, included, to `end`, not included, in bytes of the file. */
export type Span = { start: number; end: number };

const mostChunks = 500_000;
const mostSamples = 5_000_000;

/** Where in the file the pictures or sounds of a track lie, by its tables of chunks and sizes. */
export function spansOfTrack(reader: BoxReader, track: Box): Span[] {
	const table = reader.find(track, 'mdia', 'minf', 'stbl');
	if (!table) throw unreadable();
	const starts = chunkStarts(reader, table);
	const perChunk = samplesPerChunk(reader, table, starts.length);
	const sizeOf = sampleSizes(reader, table);
	let sample = 0;
	return starts.map((start, chunk) => {
		const count = perChunk(chunk);
		const end = start + sizeOf(sample, count);
		sample += count;
		return { start, end };
	});
}

function chunkStarts(reader: BoxReader, table: Box): number[] {
	const wide = reader.find(table, 'co64');
	const box = wide ?? reader.find(table, 'stco');
	if (!box) throw unreadable();
	const count = reader.uint32(box, 4);
	if (count > mostChunks) throw unreadable();
	return Array.from({ length: count }, (_, chunk) =>
		wide ? reader.uint64(box, 8 + chunk * 8) : reader.uint32(box, 8 + chunk * 4),
	);
}

/** `stsc` says from which chunk on (the first is 1) how many samples each holds. */
function samplesPerChunk(reader: BoxReader, table: Box, chunks: number): (chunk: number) => number {
	const box = reader.find(table, 'stsc');
	if (!box) throw unreadable();
	const runs = reader.uint32(box, 4);
	if (runs > chunks) throw unreadable();
	let run = 0;
	return (chunk) => {
		while (run + 1 < runs && reader.uint32(box, 8 + (run + 1) * 12) <= chunk + 1) run++;
		return reader.uint32(box, 8 + run * 12 + 4);
	};
}

/** Adds up the sizes of so many samples from the given one; called in order, each sample once. */
function sampleSizes(reader: BoxReader, table: Box): (sample: number, count: number) => number {
	const box = reader.find(table, 'stsz');
	if (!box) throw unreadable(); // the half-byte sizes of `stz2` no telephone writes
	const same = reader.uint32(box, 4);
	const total = reader.uint32(box, 8);
	if (same > 0) return (_sample, count) => same * count;
	if (total > mostSamples) throw unreadable();
	return (sample, count) => {
		if (sample + count > total) throw unreadable();
		let sum = 0;
		for (let i = sample; i < sample + count; i++) sum += reader.uint32(box, 12 + i * 4);
		return sum;
	};
}

/** In order, overlapping and touching ones joined. */
export function joinSpans(spans: Span[]): Span[] {
	const joined: Span[] = [];
	for (const span of spans.toSorted((a, b) => a.start - b.start)) {
		const last = joined.at(-1);
		if (last && span.start <= last.end) last.end = Math.max(last.end, span.end);
		else joined.push({ ...span });
	}
	return joined;
}
