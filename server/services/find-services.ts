import { findRegion, listOffices, type Office, province } from '#regions';
import type { Definition } from './definition.ts';
import { findNewestVersion } from './get-version.ts';
import { type ServiceFilter, type ServiceLine, selectServices } from './store/versions.ts';

const longest = 100;

/** The catalogue: by words as people say and mistype them, by whom it is for, by event of life. At most 300. */
export async function listServices({ q, ...filter }: ServiceFilter): Promise<ServiceLine[]> {
	const asked = (q ?? '').slice(0, longest);
	return asked.isWellFormed() && !asked.includes('\u0000') ? selectServices({ ...filter, q: asked }) : [];
}

/** A service in its newest version. Refuses `services/no-such-service`. */
export async function getService(
	id: string,
): Promise<{ version: number; definition: Definition; publishedAt: Date }> {
	const { version, definition, publishedAt } = await findNewestVersion(id);
	return { version, definition, publishedAt };
}

/**
 * The office that gives a service for a place: the province's, or that of the regency the place lies in; undefined
 * while no regency was chosen, or where none has such an office.
 */
export async function findProvider(
	{ provider }: Pick<Definition, 'provider'>,
	region: string | undefined,
): Promise<Office | undefined> {
	const regency = region && (await findRegion(region.slice(0, 5)))?.code;
	const pemda = provider.tier === 'province' ? province : regency;
	if (!pemda || (provider.tier === 'regency' && pemda === province)) return undefined;
	return (await listOffices(pemda, { function: provider.function }))[0];
}
