export type FileType =
	| 'image/jpeg'
	| 'image/png'
	| 'image/webp'
	| 'image/avif'
	| 'image/heic'
	| 'video/mp4'
	| 'video/quicktime'
	| 'video/3gpp';

export type Sniffed = { kind: 'photo' | 'video'; type: FileType };

const heic = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs']);
const avif = new Set(['avif', 'avis']);
const stills = new Set(['mif1', 'msf1', 'miaf', 'jpeg', 'jpgs', 'avci', 'avcs', 'crx ', 'j2ki']);
const movies = /^(isom|iso[2-9a-c]|mp4[12]|avc1|M4V[ HP]|MSNV|dash|f4v |mmp4|XAVC)$/;

/** What bytes are, by how they begin, whatever their name says; undefined for everything we do not take. */
export function sniff(bytes: Uint8Array): Sniffed | undefined {
	const text = (from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to));
	if (text(0, 3) === '\xff\xd8\xff') return { kind: 'photo', type: 'image/jpeg' };
	if (text(0, 8) === '\x89PNG\r\n\x1a\n') return { kind: 'photo', type: 'image/png' };
	if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return { kind: 'photo', type: 'image/webp' };
	return text(4, 8) === 'ftyp' ? byBrands(brandsOf(bytes, text)) : undefined;
}

/** The major brand first, then those it says it is compatible with. */
function brandsOf(bytes: Uint8Array, text: (from: number, to: number) => string): string[] {
	const size = ((bytes[0] ?? 0) << 24) | ((bytes[1] ?? 0) << 16) | ((bytes[2] ?? 0) << 8) | (bytes[3] ?? 0);
	const end = Math.min(size, bytes.byteLength, 256);
	const brands = [text(8, 12)];
	for (let at = 16; at + 4 <= end; at += 4) brands.push(text(at, at + 4));
	return brands;
}

function byBrands(brands: string[]): Sniffed | undefined {
	const major = brands[0] ?? '';
	const isStill = stills.has(major);
	if (avif.has(major) || (isStill && brands.some((brand) => avif.has(brand))))
		return { kind: 'photo', type: 'image/avif' };
	if (heic.has(major) || (isStill && brands.some((brand) => heic.has(brand))))
		return { kind: 'photo', type: 'image/heic' };
	if (major === 'qt  ') return { kind: 'video', type: 'video/quicktime' };
	if (/^3g[p2r-s]/.test(major)) return { kind: 'video', type: 'video/3gpp' };
	return movies.test(major) ? { kind: 'video', type: 'video/mp4' } : undefined;
}
