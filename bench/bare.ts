import { createServer, type IncomingMessage } from 'node:http';
import pg from 'pg';
import { bareSql, type Template, useTemplate } from './bare-sql.ts';

/**
 * The floor to compare with: Node's own HTTP server and `pg`, the platform's SQL as named statements, and nothing
 * else: no checks, no routing, no session, no policy.
 */
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 16, options: '-c role=ssp_app' });
pg.types.setTypeParser(20, Number);

async function answer(request: IncomingMessage): Promise<unknown> {
	const url = new URL(request.url ?? '/', 'http://bare');
	const [, work = '', key = ''] = url.pathname.split('/');
	const statement = bareSql[work];
	if (!statement) return { error: 'unknown' };
	const body = request.method === 'POST' ? JSON.parse(await read(request)) : undefined;
	const { rows } = await pool.query({
		...(statement.fresh ? {} : { name: work }),
		text: statement.text,
		values: statement.values(key, url.searchParams, body),
	});
	return rows;
}

async function read(request: IncomingMessage): Promise<string> {
	let text = '';
	for await (const chunk of request) text += chunk;
	return text;
}

const { rows } = await pool.query<Template>(`
	select (select o.id from regions.office o where o.pemda = '12.71' and 'public-works' = any(o.functions) limit 1) as office,
		(select json_agg(json_build_object('code', code, 'id', id, 'amount', amount, 'unit', unit, 'basis', legal_basis))
			from casework.clock_rule where code in ('verify', 'moderate') or (code = 'solve' and class = 'complaint')) as rules`);
const [template] = rows;
if (template) useTemplate(template);

const server = createServer(async (request, response) => {
	try {
		const body = JSON.stringify(await answer(request));
		response.writeHead(200, {
			'content-type': 'application/json',
			'content-length': Buffer.byteLength(body),
		});
		response.end(body);
	} catch (error) {
		response.writeHead(500).end(String(error));
	}
});
server.listen(Number(process.env.PORT), '127.0.0.1', () => console.log('bare listens'));
