import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** What a request is to this server: the fields of the specification, and what was posted. */
export type PeerRequest = {
	id: string;
	posted: URLSearchParams;
	status: string;
	notes: string;
	mediaUrl: string;
	at: Date;
	gone?: 404 | 410;
};

/**
 * What goes wrong with the next POST (or GET): cut before it is taken or after, an answer that is none, a token instead
 * of a number, a status, or so many milliseconds before anything happens.
 */
export type Fault =
	| 'cut-before'
	| 'cut-after'
	| 'malformed'
	| 'empty'
	| 'token'
	| number
	| { waitMs: number }
	| { taken: number };

const escaped = (text: string) => text.replace(/[<>&]/g, (symbol) => `&#${symbol.charCodeAt(0)};`);

/**
 * A city's own GeoReport v2 server, as its specification has it and no more: it knows nothing of the sender's keys for
 * a sending, and never forgets what it took. `services` are its codes.
 */
export async function startPeer({ apiKey = 'peer-key', services = ['006', '100'], startAt = 638_344 } = {}) {
	const requests: PeerRequest[] = [];
	const tokens = new Map<string, string>();
	const faults = { post: [] as Fault[], get: [] as Fault[] };
	const asked: string[] = [];
	let clock = () => new Date();

	const server = createServer((request, response) => {
		void handle(request, response).catch(() => request.socket.destroy());
	});

	async function handle(request: IncomingMessage, response: ServerResponse): Promise<unknown> {
		const url = new URL(request.url ?? '', 'http://peer');
		asked.push(`${request.method} ${request.url}`);
		const [, name = '', id = '', format = ''] =
			url.pathname.match(/^\/v2\/(\w+)(?:\/(.+?))?\.(xml|json)$/) ?? [];
		const body = new URLSearchParams(await bodyOf(request));
		const fault = (request.method === 'POST' ? faults.post : faults.get).shift();
		if (typeof fault === 'object' && 'waitMs' in fault) await wait(fault.waitMs);
		if (fault === 'cut-before') return request.socket.destroy();
		if (typeof fault === 'number') return errors(response, format, fault, 'As told');
		if (request.method === 'POST' && name === 'requests') return take(request, response, format, body, fault);
		if (fault === 'malformed') return response.writeHead(200).end('<service_requests><request>');
		if (fault === 'empty') return send(response, format, 'service_requests', 'request', []);
		if (name === 'services') {
			const rows = services.map((code) => ({
				service_code: code,
				service_name: `Service ${code}`,
				metadata: 'false',
			}));
			return send(response, format, 'services', 'service', rows);
		}
		if (name === 'tokens') return token(response, format, id);
		if (name === 'requests')
			return id ? one(response, format, decodeURIComponent(id)) : list(response, format, url);
		return errors(response, format, 404, 'No such resource');
	}

	function take(
		request: IncomingMessage,
		response: ServerResponse,
		format: string,
		posted: URLSearchParams,
		fault: Fault | undefined,
	): ServerResponse {
		if (posted.get('api_key') !== apiKey) return errors(response, format, 403, 'Invalid api_key received');
		if (!services.includes(posted.get('service_code') ?? ''))
			return errors(response, format, 404, 'service_code was not found');
		if (!posted.get('lat') && !posted.get('address_string'))
			return errors(response, format, 400, 'No location');
		const made = {
			id: String(startAt + requests.length),
			posted,
			status: 'open',
			notes: '',
			mediaUrl: '',
			at: clock(),
		};
		requests.push(made);
		if (fault === 'cut-after') {
			request.socket.destroy();
			return response;
		}
		if (fault === 'malformed') return response.writeHead(200).end('<html>Thank you!</html>');
		if (typeof fault === 'object' && 'taken' in fault) return errors(response, format, fault.taken, 'Sorry');
		if (fault === 'token') {
			tokens.set(`t-${made.id}`, '');
			return send(response, format, 'service_requests', 'request', [
				{ token: `t-${made.id}`, service_notice: '' },
			]);
		}
		const answer = { service_request_id: made.id, service_notice: 'Within 24 hours', account_id: '' };
		return send(response, format, 'service_requests', 'request', [answer]);
	}

	function token(response: ServerResponse, format: string, id: string): ServerResponse {
		if (!tokens.has(id)) return errors(response, format, 404, 'token not found');
		const found = tokens.get(id);
		const row = { ...(found ? { service_request_id: found } : {}), token: id };
		return send(response, format, 'service_requests', 'request', [row]);
	}

	function one(response: ServerResponse, format: string, id: string): ServerResponse {
		const found = requests.find((request) => request.id === id);
		if (!found || found.gone)
			return errors(response, format, found?.gone ?? 404, 'service_request_id not found');
		return send(response, format, 'service_requests', 'request', [shown(found)]);
	}

	function list(response: ServerResponse, format: string, { searchParams }: URL): ServerResponse {
		const ids = searchParams.get('service_request_id')?.split(',');
		const from = Date.parse(searchParams.get('start_date') ?? '2000-01-01T00:00:00Z');
		const found = requests
			.filter((request) => !request.gone)
			.filter((request) => (ids ? ids.includes(request.id) : request.at.getTime() >= from))
			.map(shown);
		return send(response, format, 'service_requests', 'request', found);
	}

	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo; // it listens on a port, so this is no path and not null
	return {
		url: `http://127.0.0.1:${port}/v2`,
		apiKey,
		requests,
		tokens,
		faults,
		asked,
		setClock: (now: () => Date) => {
			clock = now;
		},
		close: () => new Promise((done) => server.close(done)),
	};
}

function shown(request: PeerRequest): Record<string, string> {
	return {
		...{ service_request_id: request.id, status: request.status, status_notes: request.notes },
		...{ service_name: 'Sidewalk and Curb Issues', service_code: request.posted.get('service_code') ?? '' },
		...{ description: request.posted.get('description') ?? '', agency_responsible: '', service_notice: '' },
		...{ requested_datetime: request.at.toISOString(), updated_datetime: request.at.toISOString() },
		...{ address: request.posted.get('address_string') ?? '', lat: request.posted.get('lat') ?? '' },
		...{ long: request.posted.get('long') ?? '', media_url: request.mediaUrl },
	};
}

function send(
	response: ServerResponse,
	format: string,
	root: string,
	item: string,
	rows: Record<string, string>[],
): ServerResponse {
	if (format === 'json') {
		response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' });
		// as many servers do: ids as numbers, empty fields as null
		const loose = (value: string) => (value === '' ? null : /^[1-9]\d*$/.test(value) ? Number(value) : value);
		const list = rows.map((row) =>
			Object.fromEntries(Object.entries(row).map(([name, value]) => [name, loose(value)])),
		);
		return response.end(JSON.stringify(list));
	}
	response.writeHead(200, { 'content-type': 'text/xml; charset=utf-8' });
	return response.end(xmlOf(root, item, rows));
}

function errors(response: ServerResponse, format: string, code: number, description: string): ServerResponse {
	response.writeHead(code, { 'content-type': format === 'json' ? 'application/json' : 'text/xml' });
	const row = { code: String(code), description };
	return response.end(format === 'json' ? JSON.stringify([row]) : xmlOf('errors', 'error', [row]));
}

function xmlOf(root: string, item: string, rows: Record<string, string>[]): string {
	const fields = (row: Record<string, string>) =>
		Object.entries(row)
			.map(([name, value]) => (value === '' ? `<${name}/>` : `<${name}>${escaped(value)}</${name}>`))
			.join('\n');
	const items = rows.map((row) => `<${item}>\n${fields(row)}\n</${item}>`).join('\n');
	return `<?xml version="1.0" encoding="utf-8"?>\n<${root}>\n${items}\n</${root}>`;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk);
	return Buffer.concat(chunks).toString('utf8');
}
