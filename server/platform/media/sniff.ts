export type Sniffed = { kind: 'photo' | 'video'; type: string };

const heic = new Set(['heic', 'heix', 'hevc', 'mif1', 'msf1', 'avif']);
const video: Record<string, string> = { qt: 'video/quicktime', '3gp': 'video/3gpp', '3g2': 'video/3gpp' };

/** What bytes really are, by how they begin, whatever their name says; undefined for everything we do not take. */
export function sniff(bytes: Uint8Array): Sniffed | undefined {
	const text = (from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to));
	if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return { kind: 'photo', type: 'image/jpeg' };
	if (text(0, 8) === '\x89PNG\r\n\x1a\n') return { kind: 'photo', type: 'image/png' };
	if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return { kind: 'photo', type: 'image/webp' };
	if (text(4, 8) !== 'ftyp') return undefined;
	const brand = text(8, 12).trim().toLowerCase();
	if (heic.has(brand)) return { kind: 'photo', type: 'image/heic' };
	if (brand.startsWith('crx')) return undefined;
	return { kind: 'video', type: video[brand.slice(0, 3)] ?? video[brand] ?? 'video/mp4' };
}
