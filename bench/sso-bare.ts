import { createServer } from 'node:http';

/** The floor to compare with: Node's own server that reads a small body and answers JSON of the same size from memory. */
const answer = JSON.stringify({
	active: true,
	sub: 'x'.repeat(43),
	client_id: 'x'.repeat(24),
	exp: 1_795_000_000,
	iat: 1_795_000_000,
	iss: 'http://localhost:8080/oidc',
	scope: 'openid profile',
	token_type: 'Bearer',
});
const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(answer) };

createServer((request, response) => {
	request.resume();
	request.on('end', () => response.writeHead(200, headers).end(answer));
}).listen(Number(process.env.PORT), '127.0.0.1');
