import { loadBusiness } from '#business';
import { loadCasework } from '#casework';
import { loadRegions } from '#regions';
import { loadRenaksi } from '#renaksi';
import { loadServices } from '#services';

/** Loads what ships in `data/` where it changed since the last time; what people edited stays as they left it. */
export async function loadFacts(): Promise<void> {
	await loadRegions();
	await loadCasework();
	await loadServices();
	await loadRenaksi();
	await loadBusiness();
}
