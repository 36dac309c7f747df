import { createHash } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Copied } from './manifest.ts';

const chunkBytes = 1024 * 1024;

type Skip = (path: string) => boolean;

/**
 * Copies what lies under `from` to `to`, with its checksums. What vanishes meanwhile is left out (a running database
 * removes files), and so is what `skip` says of a path relative to `from`.
 */
export async function copyTree(from: string, to: string, skip: Skip = () => false): Promise<Copied> {
	const copied: Copied = { folders: [], files: {} };
	await copyFolder('', { from, to, skip, copied });
	return copied;
}

type Copy = { from: string; to: string; skip: Skip; copied: Copied };

async function copyFolder(path: string, copy: Copy): Promise<void> {
	await mkdir(join(copy.to, path), { recursive: true, mode: 0o700 });
	if (path) copy.copied.folders.push(path);
	for (const entry of (await unlessGone(readdir(join(copy.from, path), { withFileTypes: true }))) ?? []) {
		const below = join(path, entry.name);
		if (copy.skip(below)) continue;
		if (entry.isDirectory()) await copyFolder(below, copy);
		else if (entry.isFile()) await keep(below, copy);
		else if (entry.isSymbolicLink())
			throw new Error(`${join(copy.from, below)} is a link; links are not backed up`);
	}
}

async function keep(path: string, { from, to, copied }: Copy): Promise<void> {
	const done = await unlessGone(copyFile(join(from, path), join(to, path)));
	if (done) copied.files[path] = done;
}

/** One file with the checksum of what was written, under its name only when whole. */
export async function copyFile(from: string, to: string): Promise<{ sha256: string; bytes: number }> {
	await mkdir(dirname(to), { recursive: true, mode: 0o700 });
	await using source = await open(from, 'r');
	await using target = await open(`${to}.part`, 'w', 0o600);
	const sum = await pour(source, target);
	await rename(`${to}.part`, to);
	return sum;
}

/** The checksum of a file as it lies there. */
export async function sumFile(path: string): Promise<{ sha256: string; bytes: number }> {
	await using source = await open(path, 'r');
	return await pour(source); // before the handle closes
}

async function pour(source: FileHandle, target?: FileHandle): Promise<{ sha256: string; bytes: number }> {
	const hash = createHash('sha256');
	const buffer = Buffer.allocUnsafe(chunkBytes);
	let bytes = 0;
	for (;;) {
		const { bytesRead } = await source.read(buffer, 0, chunkBytes);
		if (bytesRead === 0) return { sha256: hash.digest('hex'), bytes };
		const chunk = buffer.subarray(0, bytesRead);
		hash.update(chunk);
		bytes += bytesRead;
		await target?.appendFile(chunk);
	}
}

/** What a file that is not there gives: nothing. */
export async function unlessGone<T>(work: Promise<T>): Promise<T | undefined> {
	try {
		return await work;
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
		throw error;
	}
}
