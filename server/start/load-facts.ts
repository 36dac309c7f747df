import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { loadBusiness } from '#business';
import { loadCasework } from '#casework';
import { findLoadedHash, keepLoadedHash, migratorDb } from '#platform/db';
import { loadRegions } from '#regions';
import { loadRenaksi } from '#renaksi';
import { loadServices } from '#services';

const top = resolve(import.meta.dirname, '../..');
const loadedAs = 'facts';
/** What ships, and the rooms that make rows of it. */
const sources = ['data/business', 'data/renaksi', 'data/services', 'data/clock-rules.json', 'rules'].concat(
	['business', 'casework', 'renaksi', 'services'].map((room) => `server/${room}`),
);

/**
 * Loads what ships in `data/` where it, or the code that reads it, changed since the last time; what people edited stays
 * as they left it. Looking whether anything changed takes a fiftieth of loading it.
 */
export async function loadFacts(): Promise<void> {
	await loadRegions();
	const sha256 = hashOfSources();
	if ((await findLoadedHash(migratorDb, loadedAs)) === sha256) return;
	await loadCasework();
	await loadServices();
	await loadRenaksi();
	await loadBusiness();
	await keepLoadedHash(migratorDb, loadedAs, sha256);
}

function hashOfSources(): string {
	const hash = createHash('sha256');
	for (const path of sources.flatMap((source) => filesOf(join(top, source)))) hash.update(readFileSync(path));
	return hash.digest('hex');
}

function filesOf(path: string): string[] {
	if (/\.(csv|json)$/.test(path)) return [path];
	return readdirSync(path, { recursive: true, encoding: 'utf8' })
		.filter((name) => /\.(csv|json|ts)$/.test(name) && !name.endsWith('.test.ts'))
		.sort()
		.map((name) => join(path, name));
}
