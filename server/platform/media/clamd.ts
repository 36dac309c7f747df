import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** `pending`: the scanner could not be asked. `unscannable`: it was, and could not tell (larger than it reads, broken). */
export type Verdict =
	| { state: 'clean' | 'unscannable' | 'pending' | 'not-configured' }
	| { state: 'infected'; signature: string };

export type Bytes = Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

const pieceBytes = 64 * 1024;

/** Asks ClamAV's daemon about these bytes (its command INSTREAM). `address`: host:port, or the path of its socket. */
export function askClamd(address: string, bytes: Bytes, patienceMs: number): Promise<Verdict> {
	return new Promise((resolve) => {
		const socket = open(address);
		let reply = '';
		const decide = () => {
			socket.destroy();
			resolve(readReply(reply));
		};
		socket.setTimeout(patienceMs, decide);
		socket.on('error', decide);
		socket.on('close', decide);
		socket.on('data', (chunk) => {
			reply += chunk.toString('latin1');
			if (reply.includes('\0') || reply.length > 4096) decide();
		});
		socket.once('connect', () => {
			send(socket, bytes).catch(() => socket.destroy());
		});
	});
}

function open(address: string): Socket {
	const path = address.replace(/^unix:/, '');
	if (path.startsWith('/')) return connect({ path });
	const at = address.lastIndexOf(':');
	return connect({ host: address.slice(0, at), port: Number(address.slice(at + 1)) });
}

/**
 * Pieces, each behind its length; a length of 0 ends. A daemon that has heard enough answers and hangs up at once, so
 * before each piece is sent what came is read: a write to a closed end would lose the answer.
 */
async function send(socket: Socket, bytes: Bytes): Promise<void> {
	socket.write('zINSTREAM\0');
	for await (const chunk of bytes) {
		for (let from = 0; from < chunk.byteLength; from += pieceBytes) {
			const piece = chunk.subarray(from, from + pieceBytes);
			const length = Buffer.alloc(4);
			length.writeUInt32BE(piece.byteLength);
			await new Promise(setImmediate);
			if (socket.destroyed) return;
			if (!socket.write(Buffer.concat([length, piece]))) await drained(socket);
		}
	}
	socket.write(Buffer.alloc(4));
}

async function drained(socket: Socket): Promise<void> {
	const done = new AbortController();
	const heard = ['drain', 'close'].map((event) => once(socket, event, { signal: done.signal }));
	await Promise.race(heard).finally(() => done.abort());
}

function readReply(reply: string): Verdict {
	const said = reply.replace(/\0.*$/s, '').trim();
	if (/: OK$/.test(said)) return { state: 'clean' };
	const signature = said.match(/: (.{1,200}) FOUND$/)?.[1];
	if (signature) return { state: 'infected', signature };
	return { state: /ERROR$/.test(said) ? 'unscannable' : 'pending' };
}
