import { findRegion, listOffices, type Office, province } from '#regions';
import type { Definition } from './definition.ts';
import { findNewestVersion } from './get-version.ts';
import { type ServiceFilter, type ServiceLine, selectServices } from './store/versions.ts';

const longest = 100;

/** A service of the catalogue; `office` is who gives it for the place that was asked for. */
export type FoundService = ServiceLine & { office?: string };

/**
 * The catalogue: by words as people say and mistype them, by whom it is for, by event of life, at most 300. With a
 * `region` those that an office gives for people there, each with that office.
 */
export async function listServices({
	q,
	region,
	...filter
}: ServiceFilter & { region?: string | undefined }): Promise<FoundService[]> {
	const asked = (q ?? '').slice(0, longest);
	if (!asked.isWellFormed() || asked.includes('\u0000')) return [];
	const services = await selectServices({ ...filter, q: asked });
	if (!region) return services;
	const here = await Promise.all(
		services.map(async (service) => {
			const provider = { tier: service.tier, function: service.officeFunction };
			const office = await findProvider({ provider }, region);
			return office ? [{ ...service, office: office.name }] : [];
		}),
	);
	return here.flat();
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
