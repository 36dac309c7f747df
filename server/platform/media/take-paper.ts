import { createHash } from 'node:crypto';
import { config } from '#platform/config';
import { Refusal } from '#platform/refusal';
import { put } from '#platform/storage';
import { scan } from './scanner.ts';
import { recordScan } from './scans.ts';
import { type FileType, sniff } from './sniff.ts';
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
 * Takes a paper somebody hands in: a photo of it, made new as `takeFile` does, or a PDF, kept as it came (it may be
 * signed) and only ever saved, never shown. Refuses what `takeFile` refuses, `media/not-this-type` (415) for a type that
 * is not among `types`, `media/unreadable` (400) for a PDF that broke off.
 */
export async function takePaper(
	bytes: Uint8Array,
	types: readonly (FileType | 'application/pdf')[],
): Promise<TakenPaper> {
	const type = isPdf(bytes) ? 'application/pdf' : sniff(bytes)?.type;
	if (!type || !types.includes(type)) throw new Refusal('unsupported', 'media/not-this-type');
	if (type !== 'application/pdf') {
		const { sha256, thumbSha256, originalSha256, contentType, sizeBytes } = await takeFile(bytes);
		const kept = { sha256, originalSha256, contentType, sizeBytes, unscannable: false };
		return { ...kept, ...(thumbSha256 ? { thumbSha256 } : {}) };
	}
	return takePdf(bytes);
}

async function takePdf(bytes: Uint8Array): Promise<TakenPaper> {
	if (bytes.byteLength > config.uploadMaxBytes) {
		const params = {
			sizeMb: Math.ceil(bytes.byteLength / 1e5) / 10,
			limitMb: Math.floor(config.uploadMaxBytes / 1e5) / 10,
		};
		throw new Refusal('too-large', 'media/too-large', { params });
	}
	const end = Buffer.from(bytes.subarray(-2048)).toString('latin1');
	if (!end.includes('%%EOF')) throw new Refusal('invalid', 'media/unreadable');
	const { state } = await scan([bytes]);
	if (state === 'infected') throw new Refusal('unsupported', 'media/infected');
	await noteStored([createHash('sha256').update(bytes).digest('hex')]);
	const { sha256, sizeBytes } = await put(Buffer.from(bytes), { type: 'application/pdf' });
	await recordScan([sha256], state);
	const unscannable = state === 'unscannable' || Buffer.from(bytes).includes('/Encrypt');
	return { sha256, originalSha256: sha256, contentType: 'application/pdf', sizeBytes, unscannable };
}

/** Readers allow a little before the mark. */
function isPdf(bytes: Uint8Array): boolean {
	return Buffer.from(bytes.subarray(0, 1024)).includes('%PDF-');
}
