import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import pg from 'pg';
import { v7 } from 'uuid';
import type { Recorded, Recording } from './record-submit.ts';

/**
 * The floor of sending an application: Node's own HTTP server and `pg`, the writes the platform was seen to do, in one
 * transaction, as named statements; nothing is read, checked or decided.
 */
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 16, options: '-c role=ssp_app' });
const { rows } = await pool.query<{ recording: Recording }>('select recording from bench.submit');
const recording = rows[0]?.recording;
if (!recording) throw new Error('Nothing was recorded');
const { begin, fresh } = recording;
type Fill = (marks: Map<string, string>) => unknown;
const writes = recording.writes.map(({ name, text, values }, n) => ({
	...{ name: name ?? `write-${n}`, text, fills: values.map(fillFor) },
}));

/** What a value is made from, worked out once. */
function fillFor(value: Recorded): Fill {
	if (typeof value === 'string') {
		const parts = value.split(/\{\{(\w+)\}\}/);
		if (parts.length === 1) return () => value;
		return (marks) => parts.map((part, n) => (n % 2 === 1 ? marks.get(part) : part)).join('');
	}
	if (Array.isArray(value)) {
		const fills = value.map(fillFor);
		return (marks) => fills.map((fill) => fill(marks));
	}
	if (value === null || typeof value !== 'object') return () => value;
	if ('date' in value) return () => new Date(value.date);
	const bytes = Buffer.from(value.hex, 'hex');
	return () => bytes;
}

async function send(draft: string): Promise<string> {
	const number = randomUUID().slice(0, 12).toUpperCase();
	const marks = new Map([
		['draft', draft],
		['number', number],
	]);
	for (let n = 0; n < fresh; n++) marks.set(String(n), v7());
	const client = await pool.connect();
	try {
		await client.query(begin);
		for (const { name, text, fills } of writes)
			await client.query({ name, text, values: fills.map((fill) => fill(marks)) });
		await client.query('commit');
	} catch (error) {
		await client.query('rollback');
		throw error;
	} finally {
		client.release();
	}
	return number;
}

const server = createServer(async (request, response) => {
	try {
		const draft = request.url?.startsWith('/send/') ? request.url.slice(6) : undefined;
		const body = JSON.stringify(draft ? { number: await send(draft) } : {});
		response.writeHead(200, {
			'content-type': 'application/json',
			'content-length': Buffer.byteLength(body),
		});
		response.end(body);
	} catch (error) {
		console.error(error);
		response.writeHead(500).end(String(error));
	}
});
server.listen(Number(process.env.PORT), '127.0.0.1');
