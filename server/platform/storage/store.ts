import type { Readable } from 'node:stream';

/** What was kept: the SHA-256 of its bytes (64 hexadecimal digits) is its address. */
export type Stored = { sha256: string; sizeBytes: number };

/** First and last byte, both included, counted from 0. */
export type ByteRange = { start: number; end: number };

export type Source = Uint8Array | AsyncIterable<Uint8Array>;

export type PutOptions = {
	/** The media type, kept beside the bytes where the store can. */
	type?: string;
	/** More than this is refused with `platform/file-too-large` (413), and nothing is kept. */
	mostBytes?: number;
};

/** One place to keep files, by content. Twice the same bytes are one file. */
export type Store = {
	put(source: Source, options?: PutOptions): Promise<Stored>;
	find(sha256: string): Promise<{ sizeBytes: number } | undefined>;
	/** Refuses with `platform/no-such-file` (404). */
	get(sha256: string, range?: ByteRange): Promise<Readable>;
	/** Nothing happens when it is not there. Whoever removes knows that no row names it any more. */
	remove(sha256: string): Promise<void>;
	/** Every file, in the order of its address. */
	list(): AsyncIterable<Stored & { storedAt: Date }>;
};

/** `ab/cd/abcd…`: at most 256 entries in a folder until there are 16 million files. */
export function pathOf(sha256: string): string {
	if (!isSha256(sha256)) throw new Error('Not a SHA-256 in hexadecimal digits');
	return `${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`;
}

export function isSha256(text: string): boolean {
	return /^[0-9a-f]{64}$/.test(text);
}
