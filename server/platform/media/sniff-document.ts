/** Papers that are kept as they came and only ever saved, never shown: what they are, by their content alone. */
export const documentTypes = {
	'application/pdf': 'pdf',
	'image/gif': 'gif',
	'text/plain': 'txt',
	'application/msword': 'doc',
	'application/vnd.ms-excel': 'xls',
	'application/vnd.ms-powerpoint': 'ppt',
	'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
	'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
	'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'pptx',
	'application/zip': 'zip',
} as const;
export type DocumentType = keyof typeof documentTypes;

/** `whole`: its end is there. `active`: it carries macros. `locked`: a scanner cannot look inside. */
export type Document = { type: DocumentType; whole: boolean; active: boolean; locked: boolean };

/** What some bytes are, whatever their name says; undefined for everything else: HTML, SVG, programs, other archives. */
export function sniffDocument(bytes: Uint8Array): Document | undefined {
	const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const begins = (text: string) => buffer.subarray(0, text.length).toString('latin1') === text;
	// Readers of PDF allow a little before the mark.
	if (buffer.subarray(0, 1024).includes('%PDF-')) return pdf(buffer);
	if (begins('GIF87a') || begins('GIF89a')) return plain('image/gif', buffer.at(-1) === 0x3b);
	if (begins('PK\x03\x04')) return zip(buffer);
	if (begins('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) return compound(buffer);
	return isText(buffer) ? plain('text/plain', true) : undefined;
}

const plain = (type: DocumentType, whole: boolean): Document => ({
	type,
	whole,
	active: false,
	locked: false,
});

function pdf(buffer: Buffer): Document {
	const whole = buffer.subarray(-2048).includes('%%EOF');
	return { type: 'application/pdf', whole, active: false, locked: buffer.includes('/Encrypt') };
}

const office = [
	['word/', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
	['xl/', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
	['ppt/', 'application/vnd.openxmlformats-officedocument.presentationml.presentation'],
] as const;

function zip(buffer: Buffer): Document {
	const entries = readDirectory(buffer);
	if (!entries) return plain('application/zip', false);
	const names = entries.map(({ name }) => name);
	const isOffice = names.includes('[Content_Types].xml');
	const found = isOffice
		? office.find(([folder]) => names.some((name) => name.startsWith(folder)))
		: undefined;
	return {
		type: found?.[1] ?? 'application/zip',
		whole: true,
		active: found !== undefined && names.some((name) => /vbaProject\.bin$/i.test(name)),
		locked: entries.some(({ locked }) => locked),
	};
}

/** The names in a ZIP's own directory at its end (APPNOTE 4.3.12, 4.3.16); undefined where it is broken. Nothing is unpacked. */
function readDirectory(buffer: Buffer): { name: string; locked: boolean }[] | undefined {
	const end = buffer.lastIndexOf('PK\x05\x06', undefined, 'latin1');
	if (end < 0 || end + 22 > buffer.length) return undefined;
	const count = buffer.readUInt16LE(end + 10);
	const entries: { name: string; locked: boolean }[] = [];
	let at = buffer.readUInt32LE(end + 16);
	for (let index = 0; index < count; index++) {
		if (at + 46 > buffer.length || buffer.readUInt32LE(at) !== 0x02014b50) return undefined;
		const length = buffer.readUInt16LE(at + 28);
		const name = buffer.toString('utf8', at + 46, at + 46 + length);
		entries.push({ name, locked: (buffer.readUInt16LE(at + 8) & 1) === 1 });
		at += 46 + length + buffer.readUInt16LE(at + 30) + buffer.readUInt16LE(at + 32);
	}
	return entries;
}

const streams: Record<string, DocumentType> = {
	WordDocument: 'application/msword',
	Workbook: 'application/vnd.ms-excel',
	Book: 'application/vnd.ms-excel',
	'PowerPoint Document': 'application/vnd.ms-powerpoint',
};

function compound(buffer: Buffer): Document | undefined {
	const names = readStreams(buffer);
	const type = names?.map((name) => (Object.hasOwn(streams, name) ? streams[name] : undefined)).find(Boolean);
	if (!names || !type) return undefined;
	const active = names.some((name) => /^(Macros|_VBA_PROJECT(_CUR)?|VBA)$/.test(name));
	return { type, whole: true, active, locked: names.includes('EncryptedPackage') };
}

const entryBytes = 128;

/** The names in a compound file's directory ([MS-CFB] 2.2, 2.3, 2.6); undefined where it is broken. */
function readStreams(buffer: Buffer): string[] | undefined {
	if (buffer.length < 1024) return undefined;
	const sectorBytes = 1 << buffer.readUInt16LE(30);
	if (sectorBytes !== 512 && sectorBytes !== 4096) return undefined;
	const sectorAt = (sector: number) => (sector + 1) * sectorBytes;
	const names: string[] = [];
	const seen = new Set<number>();
	for (
		let sector = buffer.readUInt32LE(48);
		sector < 0xfffffffa;
		sector = nextSector(buffer, sector, sectorBytes)
	) {
		if (seen.has(sector) || sectorAt(sector) + sectorBytes > buffer.length) return undefined;
		seen.add(sector);
		for (let at = sectorAt(sector); at < sectorAt(sector) + sectorBytes; at += entryBytes) {
			const length = Math.min(64, buffer.readUInt16LE(at + 64));
			if (length > 2) names.push(buffer.toString('utf16le', at, at + length - 2));
		}
	}
	return names;
}

const endOfChain = 0xfffffffe;

/** What follows a sector, by the table whose first 109 parts the header names: enough for 6.8 MB, and for the directory of more. */
function nextSector(buffer: Buffer, sector: number, sectorBytes: number): number {
	const perPart = sectorBytes / 4;
	const part = Math.floor(sector / perPart);
	if (part >= 109) return endOfChain;
	const table = buffer.readUInt32LE(76 + part * 4);
	const at = (table + 1) * sectorBytes + (sector % perPart) * 4;
	return at + 4 <= buffer.length ? buffer.readUInt32LE(at) : endOfChain;
}

/** UTF-8 without control signs, and nothing a browser might take for a page. */
function isText(buffer: Buffer): boolean {
	if (buffer.length === 0 || buffer.some(isControl)) return false;
	try {
		const text = new TextDecoder('utf-8', { fatal: true }).decode(buffer);
		return !/^\s*<[!?a-z]/i.test(text) && !text.startsWith('#!');
	} catch {
		return false;
	}
}

/** But tab, ends of lines and pages, and escape, which terminals write. */
const isControl = (byte: number) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27) || byte === 127;
