import { Refusal } from '#platform/refusal';
import { unseal } from '#platform/secret';
import { endpointKey, type Office, type OfficeKind, type Open311Endpoint, type Post } from './office.ts';
import { wordsOf } from './search-key.ts';
import { snapshot } from './snapshot.ts';

/** From memory; undefined when there is none, or no longer. */
export async function findOffice(pemda: string, officeId: string): Promise<Office | undefined> {
	return (await snapshot()).offices.get(`${pemda}/${officeId}`);
}

/** From memory. Refuses `regions/no-such-office`. */
export async function getOffice(pemda: string, officeId: string): Promise<Office> {
	const office = await findOffice(pemda, officeId);
	if (!office) throw new Refusal('not-found', 'regions/no-such-office');
	return office;
}

/**
 * Offices of a government by slug, from memory: of some kinds, with a function, in a place or below it, or whose name
 * has words that begin with those of `q`.
 */
export async function listOffices(
	pemda: string,
	filter: { kinds?: OfficeKind[]; function?: string; region?: string; q?: string } = {},
): Promise<Office[]> {
	const { kinds, region } = filter;
	const asked = wordsOf(filter.q ?? '');
	return ((await snapshot()).officesOf.get(pemda) ?? []).filter(
		(office) =>
			(!kinds || kinds.includes(office.kind)) &&
			(!filter.function || office.functions.includes(filter.function)) &&
			(!region || office.region.startsWith(region)) &&
			hasWords(office, asked),
	);
}

function hasWords(office: Office, asked: string[]): boolean {
	if (asked.length === 0) return true;
	const words = wordsOf(`${office.name} ${office.shortName}`);
	return asked.every((one) => words.some((word) => word.startsWith(one)));
}

/**
 * Where the cases of a connected office are sent. From memory. Holds a key: never for a page; null also when it was
 * sealed under another installation's secret.
 */
export async function findOpen311Endpoint(
	pemda: string,
	officeId: string,
): Promise<Open311Endpoint | undefined> {
	const endpoint = (await snapshot()).endpoints.get(`${pemda}/${officeId}`);
	return (
		endpoint && { ...endpoint, apiKey: endpoint.apiKey && (unseal(endpointKey, endpoint.apiKey) ?? null) }
	);
}

/** Posts of a government, or of one office of it, from memory. Who holds them, identity knows. */
export async function listPosts(pemda: string, officeId?: string): Promise<Post[]> {
	const { posts, postsOf } = await snapshot();
	if (officeId) return postsOf.get(`${pemda}/${officeId}`) ?? [];
	return [...posts.values()].filter((post) => post.pemda === pemda);
}

/** Every office that is connected to a server of its own. From memory. */
export async function listConnectedOffices(): Promise<Office[]> {
	const { endpoints, offices } = await snapshot();
	return [...endpoints.keys()].flatMap((key) => offices.get(key) ?? []);
}
