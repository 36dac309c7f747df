/** MP4, MOV and 3GP files written box by box, as telephones lay them out; every sample is a text one can look for. */

export function box(type: string, ...parts: (Buffer | string | number[])[]): Buffer {
	const body = Buffer.concat(
		parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))),
	);
	return Buffer.concat([u32(body.length + 8), Buffer.from(type, 'latin1'), body]);
}

export function u32(...values: number[]): Buffer {
	const bytes = Buffer.alloc(values.length * 4);
	for (const [index, value] of values.entries()) bytes.writeUInt32BE(value >>> 0, index * 4);
	return bytes;
}

export function u16(...values: number[]): Buffer {
	const bytes = Buffer.alloc(values.length * 2);
	for (const [index, value] of values.entries()) bytes.writeUInt16BE(value, index * 2);
	return bytes;
}

const since1904 = (at: Date) => Math.floor((at.getTime() - Date.UTC(1904, 0, 1)) / 1000);
const upright = u32(0, 0x10000, 0, 0xffff0000, 0, 0, 0, 0, 0x40000000); // turned a quarter
const lying = u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);

export type VideoPlan = {
	brand?: 'isom' | 'qt  ' | '3gp4';
	madeAt?: Date;
	/** Where the place stands: Android's ©xyz, QuickTime's named keys, 3GP's loci. */
	place?: 'xyz' | 'keys' | 'loci' | 'none';
	/** The index before the pictures, as for streaming. */
	indexFirst?: boolean;
	wideOffsets?: boolean;
	held?: 'upright' | 'lying';
	/** A track of measurements (place, movement) beside pictures and sound. */
	measurements?: boolean;
	/** Further outer boxes. */
	extra?: Buffer[];
	external?: boolean;
};

export const samples = {
	vide: Array.from({ length: 6 }, (_, i) => Buffer.from(`[picture ${i} ${'#'.repeat(40 + i)}]`)),
	soun: Array.from({ length: 6 }, (_, i) => Buffer.from(`[sound ${i} ${'~'.repeat(10 + i)}]`)),
	meta: Array.from({ length: 6 }, (_, i) => Buffer.from(`[GPS 3.5952 98.6722 sample ${i}]`)),
};
type Kind = keyof typeof samples;

/** A video of pictures and sound, three chunks of two samples each, interleaved as cameras do. */
export function makeVideo(plan: VideoPlan = {}): Buffer {
	const kinds: Kind[] = plan.measurements === false ? ['vide', 'soun'] : ['vide', 'soun', 'meta'];
	const gap = Buffer.from('[hidden between the samples]');
	const chunks: { kind: Kind; at: number }[] = [];
	const parts: Buffer[] = [gap];
	for (let chunk = 0; chunk < 3; chunk++) {
		for (const kind of kinds) {
			chunks.push({ kind, at: parts.reduce((sum, part) => sum + part.length, 0) });
			parts.push(...samples[kind].slice(chunk * 2, chunk * 2 + 2));
		}
		parts.push(gap);
	}
	const brand = plan.brand ?? 'isom';
	const head = box('ftyp', brand, u32(512), `${brand}mp42`);
	const media = box('mdat', ...parts);
	const starts = (shift: number, kind: Kind) =>
		chunks.filter((chunk) => chunk.kind === kind).map(({ at }) => at + shift);
	const indexOf = (shift: number) => movie(plan, kinds, (kind) => starts(shift, kind));
	const extra = plan.extra ?? [];
	if (!plan.indexFirst) return Buffer.concat([head, box('wide'), media, indexOf(head.length + 16), ...extra]);
	const length = indexOf(0).length;
	return Buffer.concat([head, indexOf(head.length + length + 8), media, ...extra]);
}

function movie(plan: VideoPlan, kinds: Kind[], startsOf: (kind: Kind) => number[]): Buffer {
	const made = since1904(plan.madeAt ?? new Date('2026-11-20T02:30:00Z'));
	const head = box(
		'mvhd',
		u32(0, made, made + 5, 600, 1200, 0x10000),
		u16(0x100, 0),
		u32(0, 0),
		lying,
		u32(0, 0, 0, 0, 0, 0, 4),
	);
	const notes: Buffer[] = [box('\xa9too', u16(8, 0), 'Telepon1')];
	if (plan.place === 'xyz' || plan.place === undefined)
		notes.push(box('\xa9xyz', u16(18, 0x15c7), '+03.5952+098.6722/'));
	if (plan.place === 'loci') {
		notes.push(
			box('loci', u32(0), u16(0x15c7), 'Medan\0', [0], u32(98.6722 * 65536, 3.5952 * 65536, 0), 'earth\0\0'),
		);
	}
	const tracks = kinds.map((kind, index) => track(plan, kind, index + 1, made, startsOf(kind)));
	return box('moov', head, ...tracks, box('udta', ...notes), ...(plan.place === 'keys' ? [namedKeys()] : []));
}

function track(plan: VideoPlan, kind: Kind, id: number, made: number, starts: number[]): Buffer {
	const size = kind === 'vide' ? u32(1920 << 16, 1080 << 16) : u32(0, 0);
	const matrix = kind === 'vide' && plan.held !== 'lying' ? upright : lying;
	const head = box('tkhd', u32(3, made, made, id, 0, 1200, 0, 0), u16(0, 0, 0, 0), matrix, size);
	const media = box('mdhd', u32(0, made, made, 600, 1200), u16(0x15c7, 0));
	const handler = box('hdlr', u32(0, 0), kind, u32(0, 0, 0), 'Milik Budi Contoh\0');
	const medium =
		kind === 'vide'
			? box('vmhd', u32(1), u16(0, 0, 0, 0))
			: kind === 'soun'
				? box('smhd', u32(0, 0))
				: box('nmhd', u32(0));
	const source = plan.external ? box('url ', u32(0), 'http://penyerang.example/x\0') : box('url ', u32(1));
	const info = box(
		'minf',
		medium,
		box('dinf', box('dref', u32(0, 1), source)),
		sampleTable(plan, kind, starts),
	);
	return box(
		'trak',
		head,
		box('edts', box('elst', u32(0, 1, 1200, 0, 0x10000))),
		box('mdia', media, handler, info),
		box('udta', box('name', 'Budi')),
	);
}

function sampleTable(plan: VideoPlan, kind: Kind, starts: number[]): Buffer {
	const entry = kind === 'vide' ? 'avc1' : kind === 'soun' ? 'mp4a' : 'mebx';
	const chunks = plan.wideOffsets
		? box('co64', u32(0, starts.length, ...starts.flatMap((start) => [0, start])))
		: box('stco', u32(0, starts.length, ...starts));
	return box(
		'stbl',
		box('stsd', u32(0, 1), box(entry, u32(0, 1), Buffer.alloc(70))),
		box('stts', u32(0, 1, 6, 200)),
		box('stsc', u32(0, 1, 1, 2, 1)),
		box('stsz', u32(0, 0, 6, ...samples[kind].map((sample) => sample.length))),
		chunks,
	);
}

/** As iPhones write it: a list of names, then values by number. */
function namedKeys(): Buffer {
	const values: [string, string][] = [
		['com.apple.quicktime.location.ISO6709', '+03.5952+098.6722+025.000/'],
		['com.apple.quicktime.make', 'Contoh'],
		['com.apple.quicktime.creationdate', '2026-11-20T09:30:00+0700'],
	];
	const names = values.map(([name]) => box('mdta', name));
	const items = values.map(([, value], index) => {
		const data = box('data', u32(1, 0), value);
		return Buffer.concat([u32(data.length + 8, index + 1), data]);
	});
	const handler = box('hdlr', u32(0, 0), 'mdta', u32(0, 0, 0), '\0');
	return box('meta', handler, box('keys', u32(0, names.length), ...names), box('ilst', ...items));
}
