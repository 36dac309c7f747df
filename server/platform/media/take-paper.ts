import { createHash } from 'node:crypto';
import { config } from '#platform/config';
import { Refusal } from '#platform/refusal';
import { put } from '#platform/storage';
import { scan } from './scanner.ts';
import { recordScan } from './scans.ts';
import { type FileType, sniff } from './sniff.ts';
import { type Document, type DocumentType, sniffDocument } from './sniff-document.ts';
import { noteStored } from './stored-files.ts';
import { takeFile } from './take-file.ts';

export type TakenPaper = {
	sha256: string;
	thumbSha256?: string;
	/** Of the bytes as they came. */
	originalSha256: string;
	contentType: string;
	sizeBytes: number;
	/** Locked inside: what a scanner says of it means little. */
	unscannable: boolean;
};

/**
 * Takes a paper somebody hands in: a photo of it, made new as `takeFile` does, or a document, kept as it came (it may be
 * signed) and only ever saved, never shown. Refuses what `takeFile` refuses, `media/not-this-type` (415) for a type that
 * is not among `types`, `media/has-macros` (415), `media/unreadable` (400) for what broke off.
 */
export async function takePaper(
	bytes: Uint8Array,
	types: readonly (FileType | DocumentType)[],
): Promise<TakenPaper> {
	const photo = sniff(bytes)?.type;
	const document = photo ? undefined : sniffDocument(bytes);
	const type = photo ?? document?.type;
	if (!type || !types.includes(type)) throw new Refusal('unsupported', 'media/not-this-type');
	if (document) return takeDocument(bytes, document);
	const { sha256, thumbSha256, originalSha256, contentType, sizeBytes } = await takeFile(bytes);
	const kept = { sha256, originalSha256, contentType, sizeBytes, unscannable: false };
	return { ...kept, ...(thumbSha256 ? { thumbSha256 } : {}) };
}

async function takeDocument(
	bytes: Uint8Array,
	{ type, whole, active, locked }: Document,
): Promise<TakenPaper> {
	if (bytes.byteLength > config.uploadMaxBytes) {
		const params = {
			sizeMb: Math.ceil(bytes.byteLength / 1e5) / 10,
			limitMb: Math.floor(config.uploadMaxBytes / 1e5) / 10,
		};
		throw new Refusal('too-large', 'media/too-large', { params });
	}
	if (!whole) throw new Refusal('invalid', 'media/unreadable');
	if (active) throw new Refusal('unsupported', 'media/has-macros');
	const { state } = await scan([bytes]);
	if (state === 'infected') throw new Refusal('unsupported', 'media/infected');
	await noteStored([createHash('sha256').update(bytes).digest('hex')]);
	const { sha256, sizeBytes } = await put(Buffer.from(bytes), { type });
	await recordScan([sha256], state);
	const unscannable = state === 'unscannable' || locked;
	return { sha256, originalSha256: sha256, contentType: type, sizeBytes, unscannable };
}
