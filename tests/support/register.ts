import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { z } from 'zod';

/**
 * A population register that speaks docs/register.md. Imported before all else: the platform reads its address when
 * it starts.
 */
const key = 'kunci-register-contoh';
const question = z.strictObject({ nik: z.string(), name: z.string(), birthDate: z.iso.date() });
export type Question = z.infer<typeof question>;

/** What it was asked, and how it answers: a match, none, or not at all. */
export const register: { asked: Question[]; answers: 'yes' | 'no' | 'broken' | 'nonsense' } = {
	asked: [],
	answers: 'yes',
};

const server = createServer(async (request, response) => {
	if (request.method !== 'POST' || request.headers.authorization !== `Bearer ${key}`) {
		response.writeHead(401).end();
		return;
	}
	register.asked.push(await read(request));
	if (register.answers === 'broken') response.writeHead(503).end();
	else if (register.answers === 'nonsense') response.end('<html>maintenance</html>');
	else {
		response.setHeader('content-type', 'application/json');
		response.end(JSON.stringify({ match: register.answers === 'yes' }));
	}
});

async function read(request: IncomingMessage): Promise<Question> {
	return question.parse(JSON.parse(await text(request)));
}

/** Known before it listens, since whoever imports this reads the address at once; another for each process. */
const port = 20_000 + (process.pid % 40_000);
server.listen(port, '127.0.0.1').unref();
process.env['REGISTER_URL'] = `http://127.0.0.1:${port}/match`;
process.env['REGISTER_KEY'] = key;
