import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { config } from '#platform/config';
import { folderStore } from './folder-store.ts';
import { s3Store } from './s3-store.ts';
import { type ByteRange, isSha256, type PutOptions, type Source, type Store, type Stored } from './store.ts';

let store: Store | undefined;

/** The store the configuration names, or the one a test chose. */
function current(): Store {
	store ??= config.storage.kind === 's3' ? s3Store(config.storage) : folderStore(config.storage.dir);
	return store;
}

/** Keeps files somewhere else from now on (tests); without an argument, where the configuration says. */
export function useStore(other?: Store): void {
	store = other;
}

/**
 * Keeps these bytes; when this returns they survive a power cut. Refuses with `platform/file-too-large` (413),
 * `platform/storage-full` or `platform/storage-unreachable` (503); then nothing was kept.
 */
export function put(source: Source, options?: PutOptions): Promise<Stored> {
	return current().put(source, options);
}

/** How large a stored file is; nothing when it is not there. */
export async function find(sha256: string): Promise<{ sizeBytes: number } | undefined> {
	return isSha256(sha256) ? current().find(sha256) : undefined;
}

export async function has(sha256: string): Promise<boolean> {
	return (await find(sha256)) !== undefined;
}

/** The bytes, or a part of them. Refuses with `platform/no-such-file` (404). */
export function get(sha256: string, range?: ByteRange): Promise<Readable> {
	return current().get(sha256, range);
}

/** Whoever removes knows that no row names the file any more. */
export function remove(sha256: string): Promise<void> {
	return current().remove(sha256);
}

/** Every stored file, in the order of its address. */
export function list(): AsyncIterable<Stored & { storedAt: Date }> {
	return current().list();
}

/** Reads a stored file whole and compares it with its address. */
export async function verify(sha256: string): Promise<'sound' | 'damaged' | 'missing'> {
	if (!(await has(sha256))) return 'missing';
	const hash = createHash('sha256');
	for await (const chunk of await get(sha256)) hash.update(chunk);
	return hash.digest('hex') === sha256 ? 'sound' : 'damaged';
}
