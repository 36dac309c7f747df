import { Agent, request } from 'node:http';

/**
 * The load, in a process of its own: `connections` clients, each asking again when it was answered, for `seconds`.
 * Reads its orders as one line of JSON from standard input and prints one line of JSON.
 */
type Orders = {
	origin: string;
	connections: number;
	seconds: number;
	requests: { method: string; path: string; headers?: Record<string, string>; body?: string }[];
	/** Makes each sending a new one: `{{n}}` in path and body. */
	from: number;
};

const orders: Orders = JSON.parse(await new Response(process.stdin as never).text()); // a Node stream is a body
const agent = new Agent({ keepAlive: true, maxSockets: orders.connections });
const until = Date.now() + orders.seconds * 1000;
const times: number[] = [];
let failed = 0;
let sent = orders.from;

await Promise.all(Array.from({ length: orders.connections }, client));
agent.destroy();
times.sort((a, b) => a - b);
const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
console.log(JSON.stringify({ answered: times.length, failed, p50: at(0.5), p99: at(0.99), sent }));

async function client(): Promise<void> {
	while (Date.now() < until) {
		const start = performance.now();
		const ok = await ask(sent++);
		if (ok) times.push(performance.now() - start);
		else failed++;
	}
}

function ask(n: number): Promise<boolean> {
	const template = orders.requests[n % orders.requests.length];
	if (!template) return Promise.resolve(false);
	const fill = (text: string) => text.replaceAll('{{n}}', String(n));
	const body = template.body && fill(template.body);
	const headers = {
		...template.headers,
		...(body ? { 'content-length': String(Buffer.byteLength(body)) } : {}),
	};
	return new Promise((resolve) => {
		const sending = request(
			orders.origin + fill(template.path),
			{ method: template.method, agent, headers },
			(answer) => {
				answer.resume();
				answer.on('end', () => resolve((answer.statusCode ?? 500) < 300));
			},
		);
		sending.on('error', () => resolve(false));
		sending.end(body);
	});
}
