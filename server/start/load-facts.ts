import { loadBusiness } from '#business';
import { loadCasework } from '#casework';
import { findLoadedHash, keepLoadedHash, migratorDb } from '#platform/db';
import { loadRegions } from '#regions';
import { loadRenaksi } from '#renaksi';
import { loadServices } from '#services';
import { hashSources } from './hash-sources.ts';

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
	const sha256 = hashSources(sources);
	if ((await findLoadedHash(migratorDb, loadedAs)) === sha256) return;
	await loadCasework();
	await loadServices();
	await loadRenaksi();
	await loadBusiness();
	await keepLoadedHash(migratorDb, loadedAs, sha256);
}
