import { lookup } from 'node:dns/promises';
import { type IncomingMessage, request as requestPlain } from 'node:http';
import { request as requestTls } from 'node:https';
import { isIP, isIPv6, type LookupFunction } from 'node:net';
import { config } from '#platform/config';
import { isPublicAddress } from './is-public-address.ts';

export type Call = {
	url: URL;
	method: 'GET' | 'POST';
	headers?: Record<string, string>;
	body?: string;
	/** An administrator said that this server is in a private network. */
	isPrivate: boolean;
	mostBytes?: number;
};
export type Reply = { status: number; bytes: Buffer };

/** No reply that could be used. `mayHaveArrived`: the other side may have done what was asked all the same. */
export class CallFailed extends Error {
	readonly mayHaveArrived: boolean;
	constructor(why: string, mayHaveArrived: boolean) {
		super(why);
		this.name = 'CallFailed';
		this.mayHaveArrived = mayHaveArrived;
	}
}

const timeoutMs = 20_000;
const mostReplyBytes = 10_000_000;

/**
 * Asks another server, whose address somebody else chose: over TLS unless the configuration allows otherwise, at an
 * address of the public internet unless an administrator said otherwise. The name is resolved once and that address is
 * called, so that it cannot turn into another one. Redirects are replies, not followed.
 */
export async function callServer(call: Call): Promise<Reply> {
	const isTls = call.url.protocol === 'https:';
	if (!isTls && !(call.url.protocol === 'http:' && config.open311AllowsHttp)) {
		throw new CallFailed('only https is allowed', false);
	}
	const address = await resolve(call.url.hostname.replace(/^\[|\]$/g, ''), call.isPrivate);
	return exchange(call, isTls, address);
}

async function resolve(host: string, isPrivate: boolean): Promise<string> {
	const addresses = isIP(host) ? [host] : await lookUp(host);
	const [first] = addresses;
	if (!first) throw new CallFailed('the name has no address', false);
	if (!isPrivate && !addresses.every(isPublicAddress)) throw new CallFailed('a private address', false);
	return first;
}

async function lookUp(host: string): Promise<string[]> {
	const found = await lookup(host, { all: true }).catch(() => {
		throw new CallFailed('the name is not known', false);
	});
	return found.map(({ address }) => address);
}

function exchange(call: Call, isTls: boolean, address: string): Promise<Reply> {
	const send = isTls ? requestTls : requestPlain;
	const headers = { 'user-agent': 'sumut-smart-province', 'accept-encoding': 'identity', ...call.headers };
	const signal = AbortSignal.timeout(timeoutMs);
	let isConnected = false;
	return new Promise((done, failed) => {
		const fail = (error: Error) => failed(new CallFailed(reasonOf(error), isConnected));
		const options = {
			method: call.method,
			headers,
			agent: false,
			signal,
			lookup: alwaysTo(address),
		} as const;
		const request = send(call.url, options, (response) => {
			readBody(response, call.mostBytes ?? mostReplyBytes).then(
				(bytes) => done({ status: response.statusCode ?? 0, bytes }),
				fail,
			);
		});
		request.on('socket', (socket) => {
			socket.once(isTls ? 'secureConnect' : 'connect', () => {
				isConnected = true;
			});
		});
		request.on('error', fail);
		request.end(call.body);
	});
}

function alwaysTo(address: string): LookupFunction {
	const family = isIPv6(address) ? 6 : 4;
	return (_host, options, callback) =>
		options.all ? callback(null, [{ address, family }]) : callback(null, address, family);
}

async function readBody(response: IncomingMessage, most: number): Promise<Buffer> {
	const chunks: Buffer[] = [];
	let sizeBytes = 0;
	for await (const chunk of response) {
		sizeBytes += chunk.length;
		if (sizeBytes > most) throw new Error('the reply is too large');
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}

/** Short, without addresses or what anybody wrote. */
function reasonOf(error: Error & { code?: string }): string {
	if (error.name === 'TimeoutError' || error.name === 'AbortError')
		return `no reply in ${timeoutMs / 1000} s`;
	return error.code ?? error.message.slice(0, 80);
}
