import { createServer, type Socket } from 'node:net';

/** The test file every virus scanner finds, in two halves so that none finds this file. */
export const eicar = Buffer.from(
	`X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-${'ANTIVIRUS-TEST-FILE!$H+H*'}`,
);

/**
 * A small server that speaks clamd's INSTREAM: pieces with their length in front, a length of 0 at the end, one answer.
 * `silent` takes everything and says nothing.
 */
export async function startClamd({ limitBytes = 1_000_000, path = '' } = {}) {
	const heard: number[] = [];
	const open = new Set<Socket>();
	const mood = { silent: false };
	const server = createServer((socket) => {
		open.add(socket);
		socket.on('close', () => open.delete(socket));
		socket.on('error', () => undefined);
		let pending = Buffer.alloc(0);
		let greeted = false;
		const pieces: Buffer[] = [];
		const answer = (text: string) => {
			heard.push(Buffer.concat(pieces).length);
			if (!mood.silent) socket.end(`${text}\0`);
		};
		socket.on('data', (bytes) => {
			pending = Buffer.concat([pending, bytes]);
			if (!greeted) {
				if (pending.length < 10) return;
				if (pending.subarray(0, 10).toString('latin1') !== 'zINSTREAM\0')
					return void answer('UNKNOWN COMMAND');
				greeted = true;
				pending = pending.subarray(10);
			}
			while (pending.length >= 4) {
				const length = pending.readUInt32BE(0);
				if (length === 0) return void answer(verdictOn(Buffer.concat(pieces)));
				if (pending.length < 4 + length) return;
				pieces.push(pending.subarray(4, 4 + length));
				pending = pending.subarray(4 + length);
				const total = pieces.reduce((sum, piece) => sum + piece.length, 0);
				if (total > limitBytes) {
					answer('INSTREAM size limit exceeded. ERROR');
					socket.destroySoon();
					return;
				}
			}
		});
	});
	await new Promise<void>((resolve) =>
		path ? server.listen(path, resolve) : server.listen(0, '127.0.0.1', resolve),
	);
	const at = server.address();
	const address = at !== null && typeof at === 'object' ? `127.0.0.1:${at.port}` : path;
	return {
		address,
		/** How many bytes each client sent. */
		heard,
		mood,
		stop: () => {
			for (const socket of open) socket.destroy();
			return new Promise<void>((resolve) => server.close(() => resolve()));
		},
	};
}

function verdictOn(bytes: Buffer): string {
	return bytes.includes(eicar) ? 'stream: Win.Test.EICAR_HDB-1 FOUND' : 'stream: OK';
}
