import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { z } from 'zod';

/**
 * A gateway of text messages that speaks docs/sms.md. Imported before all else: the platform reads its address when it
 * starts. The same id is one message, however often it comes.
 */
const key = 'kunci-sms-contoh';
const message = z.strictObject({ id: z.string(), to: z.string(), from: z.string(), text: z.string() });

export const gateway: { sent: Map<string, z.infer<typeof message>>; asked: number; isBroken: boolean } = {
	sent: new Map(),
	asked: 0,
	isBroken: false,
};

const server = createServer(async (request, response) => {
	gateway.asked++;
	if (request.headers.authorization !== `Bearer ${key}`) return void response.writeHead(401).end();
	const one = message.parse(await json(request));
	if (gateway.isBroken) return void response.writeHead(503).end();
	gateway.sent.set(one.id, one);
	response.writeHead(202).end();
});

/** Known before it listens, since whoever imports this reads the address at once; another for each process. */
const port = 20_000 + (process.pid % 40_000);
server.listen(port, '127.0.0.1').unref();
process.env['SMS_URL'] = `http://127.0.0.1:${port}/messages`;
process.env['SMS_KEY'] = key;
process.env['SMS_SENDER'] = 'SUMUT';
