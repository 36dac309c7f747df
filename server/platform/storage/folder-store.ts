import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Refusal } from '#platform/refusal';
import {
	type ByteRange,
	isSha256,
	type PutOptions,
	pathOf,
	type Source,
	type Store,
	type Stored,
} from './store.ts';
import { hasCode, refuseWithoutRoom, writeFile } from './write-file.ts';

const abandonedAfterMs = 24 * 60 * 60 * 1000;

/**
 * Files in a folder. A file appears under its address whole or not at all: written beside, down to the disk, then
 * renamed, and the folder's entry is on the disk too before `put` returns. Any number may put the same at once.
 */
export function folderStore(folder: string): Store {
	const drafts = join(folder, 'drafts');
	let ready: Promise<void> | undefined;
	const prepare = () => {
		ready ??= makeFolder(folder, drafts)
			.then(() => sweepDrafts(drafts))
			.catch((error) => {
				ready = undefined;
				throw error;
			});
		return ready;
	};
	const placeOf = (sha256: string) => join(folder, pathOf(sha256));
	return {
		put: async (source, options = {}) => {
			await prepare().catch(refuseWithoutRoom);
			return putFile(folder, join(drafts, randomUUID()), source, options);
		},
		find: (sha256) => findFile(placeOf(sha256)),
		get: (sha256, range) => getFile(placeOf(sha256), range),
		remove: async (sha256) => {
			await unlink(placeOf(sha256)).catch(unlessMissing);
		},
		list: () => listFiles(folder),
	};
}

async function putFile(folder: string, draft: string, source: Source, options: PutOptions): Promise<Stored> {
	const stored = await writeFile(draft, source, options.mostBytes);
	const place = join(folder, pathOf(stored.sha256));
	try {
		await makeFolder(folder, dirname(place));
		await rename(draft, place);
		await syncFolder(dirname(place));
	} catch (error) {
		await unlink(draft).catch(() => undefined);
		refuseWithoutRoom(error);
	}
	return stored;
}

async function findFile(path: string): Promise<{ sizeBytes: number } | undefined> {
	const found = await stat(path).catch(unlessMissing);
	return found ? { sizeBytes: found.size } : undefined;
}

async function getFile(path: string, range: ByteRange | undefined) {
	const file = await open(path).catch(unlessMissing);
	if (!file) throw new Refusal('not-found', 'platform/no-such-file');
	return createReadStream(path, { fd: file, ...range });
}

/** Makes the folder and every one above it up to `top`; the entry of each new one is on the disk before this returns. */
async function makeFolder(top: string, folder: string): Promise<void> {
	const first = await mkdir(folder, { recursive: true, mode: 0o700 });
	if (!first) return;
	for (let at = folder; at.startsWith(top); at = dirname(at)) await syncFolder(dirname(at));
}

async function syncFolder(folder: string): Promise<void> {
	const handle = await open(folder);
	try {
		await handle.sync();
	} finally {
		await handle.close();
	}
}

/** What a process that died left half written. */
async function sweepDrafts(drafts: string): Promise<void> {
	const before = Date.now() - abandonedAfterMs; // the disk's own time, not the movable clock
	for (const name of await readdir(drafts)) {
		const found = await stat(join(drafts, name)).catch(unlessMissing);
		if (found && found.mtimeMs < before) await unlink(join(drafts, name)).catch(unlessMissing);
	}
}

async function* listFiles(folder: string): AsyncGenerator<Stored & { storedAt: Date }> {
	for (const outer of await namesIn(folder, /^[0-9a-f]{2}$/)) {
		for (const inner of await namesIn(join(folder, outer), /^[0-9a-f]{2}$/)) {
			for (const sha256 of (await namesIn(join(folder, outer, inner), /./)).filter(isSha256)) {
				const found = await stat(join(folder, outer, inner, sha256)).catch(unlessMissing);
				if (found) yield { sha256, sizeBytes: found.size, storedAt: found.mtime };
			}
		}
	}
}

async function namesIn(folder: string, shape: RegExp): Promise<string[]> {
	const names = (await readdir(folder).catch(unlessMissing)) ?? [];
	return names.filter((name) => shape.test(name)).sort();
}

function unlessMissing(error: unknown): undefined {
	if (hasCode(error) && error.code === 'ENOENT') return undefined;
	throw error;
}
