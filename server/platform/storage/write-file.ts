import { createHash } from 'node:crypto';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import { Refusal } from '#platform/refusal';
import type { Source, Stored } from './store.ts';

const noRoom = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/**
 * Writes everything into a new file, down to the disk, and says what it was. Whatever goes wrong, the file is gone
 * again: a disk without room is refused with `platform/storage-full` (503), more than `mostBytes` with
 * `platform/file-too-large` (413).
 */
export async function writeFile(
	path: string,
	source: Source,
	mostBytes = Number.MAX_SAFE_INTEGER,
): Promise<Stored> {
	try {
		const file = await open(path, 'wx', 0o600);
		try {
			const stored = await copyInto(file, source, mostBytes);
			await file.sync();
			return stored;
		} finally {
			await file.close();
		}
	} catch (error) {
		await unlink(path).catch(() => undefined);
		return refuseWithoutRoom(error);
	}
}

async function copyInto(file: FileHandle, source: Source, mostBytes: number): Promise<Stored> {
	const hash = createHash('sha256');
	let sizeBytes = 0;
	for await (const chunk of source instanceof Uint8Array ? [source] : source) {
		sizeBytes += chunk.byteLength;
		refuseLarger(sizeBytes, mostBytes);
		hash.update(chunk);
		await writeWhole(file, chunk);
	}
	return { sha256: hash.digest('hex'), sizeBytes };
}

/** One call may write less than it was given. */
async function writeWhole(file: FileHandle, chunk: Uint8Array): Promise<void> {
	for (let from = 0; from < chunk.byteLength; ) {
		const { bytesWritten } = await file.write(chunk, from);
		from += bytesWritten;
	}
}

export function refuseLarger(sizeBytes: number, mostBytes: number): void {
	if (sizeBytes <= mostBytes) return;
	throw new Refusal('too-large', 'platform/file-too-large', { params: { limitMb: inMb(mostBytes) } });
}

/** Megabytes as people know them from their telephone, one decimal. */
export function inMb(bytes: number): number {
	return Math.round(bytes / 100_000) / 10;
}

/** A disk or a quota without room is nobody's fault and passes: a refusal. Anything else goes on as it was. */
export function refuseWithoutRoom(error: unknown): never {
	if (hasCode(error) && noRoom.has(error.code)) throw new Refusal('unavailable', 'platform/storage-full');
	throw error;
}

export function hasCode(error: unknown): error is Error & { code: string } {
	return error instanceof Error && 'code' in error && typeof error.code === 'string';
}
