import { connect, type Socket } from 'node:net';

/**
 * The load, in a process of its own: `connections` clients, each asking again when it was answered, for `seconds`.
 * Plain sockets, so that driving costs little beside being driven. Reads its orders as JSON from standard input and
 * prints one line of JSON.
 */
export type Orders = {
	port: number;
	connections: number;
	seconds: number;
	/** Goes on until so many were answered, a minute at most: code that was not run often is slow. */
	atLeast: number;
	/** Ends when each was asked, however much time is left. */
	once?: boolean;
	/** `{{n}}` in path, headers and body is different in every sending; `{{address}}` is one of many networks. */
	requests: Ask[];
};
export type Ask = {
	method: string;
	path: string;
	headers?: Record<string, string>;
	body?: string;
	/** The status that is right; any that says it went well without. */
	status?: number;
};
export type Driven = {
	answered: number;
	failed: number;
	p50: number;
	p99: number;
	bytes: number;
	/** How long it took. */
	seconds: number;
};

const orders: Orders = JSON.parse(await new Response(process.stdin as never).text()); // a Node stream is a body
const began = performance.now();
const until = began + orders.seconds * 1000;
const patience = began + Math.max(60, orders.seconds) * 1000;
const times: number[] = [];
let failed = 0;
let bytes = 0;
let sent = 0;

await Promise.all(Array.from({ length: orders.connections }, client));
times.sort((a, b) => a - b);
const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
const seconds = (performance.now() - began) / 1000;
const driven: Driven = { answered: times.length, failed, p50: at(0.5), p99: at(0.99), bytes, seconds };
console.log(JSON.stringify(driven));

async function client(): Promise<void> {
	let socket = await open();
	while (goesOn()) {
		const from = performance.now();
		const template = orders.requests[sent % orders.requests.length];
		if (!template) throw new Error('Nothing to ask');
		const status = await ask(socket, textOf(template, sent++)).catch(() => 0);
		if (template.status ? status === template.status : status >= 200 && status < 300)
			times.push(performance.now() - from);
		else failed++;
		if (status === 0) socket = await open();
	}
	socket.destroy();
}

function goesOn(): boolean {
	const now = performance.now();
	if (orders.once && sent >= orders.requests.length) return false;
	return now < until || (times.length < orders.atLeast && now < patience);
}

function open(): Promise<Socket> {
	return new Promise((resolve, reject) => {
		const socket = connect(orders.port, '127.0.0.1', () => resolve(socket.setNoDelay()));
		socket.once('error', reject);
	});
}

function textOf(template: Ask, n: number): string {
	const fill = (text: string) =>
		text.includes('{{') ? text.replaceAll('{{n}}', String(n)).replaceAll('{{address}}', addressOf(n)) : text;
	const body = template.body ? fill(template.body) : '';
	const headers = { host: `127.0.0.1:${orders.port}`, ...template.headers };
	const lines = Object.entries(headers).map(([name, value]) => `${name}: ${fill(value)}`);
	if (body) lines.push(`content-length: ${Buffer.byteLength(body)}`);
	return `${template.method} ${fill(template.path)} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body}`;
}

function addressOf(n: number): string {
	return `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`;
}

/** Sends a request and reads its whole answer. Resolves with the status. */
function ask(socket: Socket, text: string): Promise<number> {
	return new Promise((resolve, reject) => {
		const read = answerReader();
		const onData = (chunk: Buffer) => {
			bytes += chunk.length;
			const status = read(chunk);
			if (status === undefined) return;
			end();
			resolve(status);
		};
		const onClose = () => {
			end();
			reject(new Error('closed'));
		};
		const end = () => socket.off('data', onData).off('close', onClose);
		socket.on('data', onData).on('close', onClose);
		socket.write(text);
	});
}

/** Takes pieces of an answer until it is whole: by its length, or to the last of its chunks. */
function answerReader(): (chunk: Buffer) => number | undefined {
	let head = '';
	let left: number | undefined;
	// an answer without a body ends with its first and last chunk
	let tail = '\r\n';
	let status = 0;
	return (chunk) => {
		let rest = chunk;
		if (status === 0) {
			head += chunk.toString('latin1');
			const ends = head.indexOf('\r\n\r\n');
			if (ends < 0) return undefined;
			status = Number(head.slice(9, 12));
			const length = head.slice(0, ends).match(/\r\ncontent-length: (\d+)/i)?.[1];
			rest = Buffer.from(head.slice(ends + 4), 'latin1');
			left = length === undefined ? undefined : Number(length);
		}
		if (left !== undefined) {
			left -= rest.length;
			return left <= 0 ? status : undefined;
		}
		tail = (tail + rest.toString('latin1')).slice(-7);
		return tail.endsWith('\r\n0\r\n\r\n') ? status : undefined;
	};
}
