import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { z } from 'zod';

/**
 * A server that speaks the seal calls of docs/documents.md. Imported before all else: the platform reads its address
 * when it starts. What it adds is no signature, only the shape of one behind the file.
 */
const user = { name: 'pemkab', password: 'sandi-contoh' };
const activation = 'aktivasi-contoh';
const totpAsked = z.strictObject({
	idSubscriber: z.literal('pelanggan-1'),
	totp: z.literal(activation),
	data: z.literal('1'),
});
const sealAsked = z.strictObject({
	idSubscriber: z.literal('pelanggan-1'),
	totp: z.literal('123456'),
	signatureProperties: z.array(
		z.strictObject({ tampilan: z.literal('INVISIBLE'), location: z.string(), reason: z.string() }),
	),
	file: z.array(z.base64()).length(1),
});

export const bsre: { answers: 'sealed' | 'broken' | 'another file' | 'unsigned'; sealed: number } = {
	answers: 'sealed',
	sealed: 0,
};

const server = createServer(async (request, response) => {
	const expected = `Basic ${Buffer.from(`${user.name}:${user.password}`).toString('base64')}`;
	if (request.headers.authorization !== expected || bsre.answers === 'broken') {
		response.writeHead(bsre.answers === 'broken' ? 500 : 401).end();
		return;
	}
	const asked: unknown = JSON.parse(await text(request));
	response.setHeader('content-type', 'application/json');
	if (request.url === '/api/v2/seal/get/totp') {
		totpAsked.parse(asked);
		response.end(JSON.stringify({ message: 'ok', totp: '123456', expires: '2026-11-24', result: true }));
		return;
	}
	const pdf = Buffer.from(sealAsked.parse(asked).file[0] ?? '', 'base64');
	bsre.sealed++;
	const tail = bsre.answers === 'unsigned' ? '' : '\n/ByteRange [0 1 2 3]\n%%EOF\n';
	const given = bsre.answers === 'another file' ? Buffer.from('%PDF-1.4') : pdf;
	const file = [Buffer.concat([given, Buffer.from(tail)]).toString('base64')];
	response.end(JSON.stringify({ time: 12, file }));
});

/** Known before it listens, since whoever imports this reads the address at once; another for each process. */
const port = 20_000 + (process.pid % 40_000);
server.listen(port, '127.0.0.1').unref();
Object.assign(process.env, {
	BSRE_URL: `http://127.0.0.1:${port}`,
	BSRE_USER: user.name,
	BSRE_PASSWORD: user.password,
	BSRE_SUBSCRIBER: 'pelanggan-1',
	BSRE_ACTIVATION: activation,
	BSRE_PEMDA: '12.09',
});
