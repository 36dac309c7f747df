import type { Open311Endpoint } from '#regions';
import { CallFailed, callServer, type Reply } from './call-server.ts';
import { Malformed, type Row, readReply } from './read-reply.ts';

/** What became of a POST. `refused`: certainly not taken; `forGood` when the same would be refused again. */
export type Posted =
	| { kind: 'made'; id: string }
	| { kind: 'token'; token: string }
	| { kind: 'refused'; forGood: boolean; why: string };

const longestId = 200;

/**
 * Sends a request to an office's server. `sendingKey` makes the same sending recognisable to servers that know the
 * header. Throws `CallFailed`: then nobody knows, or it certainly did not arrive.
 */
export async function postRequest(
	endpoint: Open311Endpoint,
	fields: Record<string, string>,
	sendingKey: string,
): Promise<Posted> {
	const whole = {
		...jurisdictionOf(endpoint),
		...(endpoint.apiKey ? { api_key: endpoint.apiKey } : {}),
		...fields,
	};
	const reply = await callServer({
		url: addressOf(endpoint, ['requests']),
		method: 'POST',
		headers: {
			'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
			'idempotency-key': sendingKey,
		},
		body: new URLSearchParams(whole).toString(),
		isPrivate: endpoint.isPrivate,
	});
	if (reply.status >= 500) throw new CallFailed(`status ${reply.status}`, true);
	if (reply.status >= 300 || reply.status < 200) {
		return { kind: 'refused', forGood: reply.status === 400, why: whyOf(endpoint, reply) };
	}
	return madeOf(endpoint, reply);
}

function madeOf(endpoint: Open311Endpoint, reply: Reply): Posted {
	const [row] = rowsOf(endpoint, reply, true);
	const [id, token] = [idIn(row, 'service_request_id'), idIn(row, 'token')];
	if (id) return { kind: 'made', id };
	if (token) return { kind: 'token', token };
	throw new CallFailed('neither an id nor a token', true);
}

export function idIn(row: Row | undefined, name: string): string | undefined {
	const id = row?.[name];
	return id && id.length <= longestId ? id : undefined;
}

/** What a server offers. Throws `CallFailed` also for an answer that is none. */
export async function getServices(endpoint: Open311Endpoint): Promise<Row[]> {
	return (await get(endpoint, ['services'], {})) ?? [];
}

export async function getRequests(endpoint: Open311Endpoint, filter: Record<string, string>): Promise<Row[]> {
	return (await get(endpoint, ['requests'], filter)) ?? [];
}

/** Undefined when the server does not know it, or no longer (404, 410). */
export async function findRequest(endpoint: Open311Endpoint, id: string): Promise<Row | undefined> {
	return (await get(endpoint, ['requests', id], {}))?.[0];
}

/** The id a token became; undefined as long as there is none. */
export async function findIdOfToken(endpoint: Open311Endpoint, token: string): Promise<string | undefined> {
	return idIn((await get(endpoint, ['tokens', token], {}))?.[0], 'service_request_id');
}

async function get(
	endpoint: Open311Endpoint,
	path: string[],
	filter: Record<string, string>,
): Promise<Row[] | undefined> {
	const url = addressOf(endpoint, path);
	for (const [name, value] of Object.entries({ ...jurisdictionOf(endpoint), ...filter }))
		url.searchParams.set(name, value);
	const reply = await callServer({ url, method: 'GET', isPrivate: endpoint.isPrivate });
	if (reply.status === 404 || reply.status === 410) return undefined;
	if (reply.status !== 200) throw new CallFailed(`status ${reply.status}`, false);
	return rowsOf(endpoint, reply, false);
}

function rowsOf({ format }: Open311Endpoint, { bytes }: Reply, mayHaveArrived: boolean): Row[] {
	try {
		return readReply(format, bytes);
	} catch (error) {
		if (!(error instanceof Malformed)) throw error;
		throw new CallFailed(`malformed: ${error.message}`, mayHaveArrived);
	}
}

/** What the server said about it, short: for the office's desk, never for a log. */
function whyOf({ format }: Open311Endpoint, { status, bytes }: Reply): string {
	try {
		const said = readReply(format, bytes).flatMap((row) => row['description'] ?? []);
		return [`status ${status}`, ...said].join(': ').slice(0, 500);
	} catch {
		return `status ${status}`;
	}
}

function addressOf({ url, format }: Open311Endpoint, path: string[]): URL {
	return new URL(`${url}/${path.map(encodeURIComponent).join('/')}.${format}`);
}

function jurisdictionOf({ jurisdiction }: Open311Endpoint): Record<string, string> {
	return jurisdiction ? { jurisdiction_id: jurisdiction } : {};
}
