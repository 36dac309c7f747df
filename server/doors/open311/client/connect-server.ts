import { config } from '#platform/config';
import { Refusal } from '#platform/refusal';
import {
	connectOffice,
	type Editor,
	findSubject,
	listOffices,
	listSubjects,
	type Office,
	type Open311Endpoint,
} from '#regions';
import { getServices } from './speak.ts';

export type Connection = {
	pemda: string;
	/** Its slug ('pupr') or its id. */
	office: string;
	endpoint: Open311Endpoint;
	/** Without asking the server first. */
	unchecked?: boolean;
};

/**
 * Connects an office to its own GeoReport v2 server, after asking it for its services: from then on what it holds is
 * sent there. Returns what of our subjects it will not be sent. Refuses an address that is none, is ours, or has no TLS
 * (`open311/wrong-server`), an unknown office, subjects and services that do not exist.
 */
export async function connectServer(
	editor: Editor,
	connection: Connection,
): Promise<{ office: Office; unmapped: string[] }> {
	const office = await officeOf(connection);
	const endpoint = { ...connection.endpoint, url: readAddress(connection.endpoint.url) };
	await checkSubjects(Object.keys(endpoint.services));
	if (!connection.unchecked) await checkServices(endpoint);
	await connectOffice(editor, { pemda: office.pemda, officeId: office.id, endpoint });
	return { office, unmapped: await unmapped(endpoint) };
}

export async function disconnectServer(
	editor: Editor,
	of: { pemda: string; office: string },
): Promise<Office> {
	const office = await officeOf(of);
	await connectOffice(editor, { pemda: office.pemda, officeId: office.id, endpoint: null });
	return office;
}

async function officeOf({ pemda, office }: { pemda: string; office: string }): Promise<Office> {
	const found = (await listOffices(pemda)).find(({ id, slug }) => id === office || slug === office);
	if (!found || found.external) throw new Refusal('not-found', 'regions/no-such-office');
	return found;
}

function readAddress(text: string): string {
	const url = URL.canParse(text) ? new URL(text) : undefined;
	const isWeb = url?.protocol === 'https:' || (url?.protocol === 'http:' && config.open311AllowsHttp);
	const isBare = url && !url.username && !url.password && !url.search && !url.hash;
	const isOurs = url?.host === new URL(config.publicOrigin).host;
	if (!url || !isWeb || !isBare || isOurs) throw new Refusal('invalid', 'open311/wrong-server');
	return url.href.replace(/\/+$/, '');
}

async function checkSubjects(keys: string[]): Promise<void> {
	const families = new Set(
		(await listSubjects()).flatMap(({ subjects }) => subjects.map(({ code }) => `${code.split('.')[0]}.*`)),
	);
	for (const key of keys) {
		const isKnown = key === '*' || families.has(key) || (await findSubject(key)) !== undefined;
		if (!isKnown)
			throw new Refusal('invalid', 'open311/no-such-subject', { params: { subject: key.slice(0, 60) } });
	}
	if (keys.length === 0) throw new Refusal('invalid', 'open311/no-services-mapped');
}

async function checkServices(endpoint: Open311Endpoint): Promise<void> {
	const offered = new Set((await getServices(endpoint)).map((row) => row['service_code']));
	const missing = Object.values(endpoint.services).filter((code) => !offered.has(code));
	if (missing.length === 0) return;
	throw new Refusal('invalid', 'open311/not-offered-there', {
		params: { services: missing.join(', ').slice(0, 200) },
	});
}

async function unmapped({ services }: Open311Endpoint): Promise<string[]> {
	if (Object.hasOwn(services, '*')) return [];
	const codes = (await listSubjects()).flatMap(({ subjects }) => subjects.map(({ code }) => code));
	return codes.filter(
		(code) => !Object.hasOwn(services, code) && !Object.hasOwn(services, `${code.split('.')[0]}.*`),
	);
}
