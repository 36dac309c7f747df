import { createServer, type Socket } from 'node:net';

export type Received = { from: string; to: string[]; data: string };

/**
 * A small SMTP server (RFC 5321, no extensions) that keeps what it is given. `refuseNext` makes it say 451 to one mail,
 * `hangUpNext` makes it keep one and go away without an answer.
 */
export async function startSmtp() {
	const received: Received[] = [];
	let refusals = 0;
	let hangUps = 0;
	const server = createServer((socket) =>
		serve(socket, received, {
			refuses: () => refusals > 0 && refusals-- > 0,
			hangsUp: () => hangUps > 0 && hangUps-- > 0,
		}),
	);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('No port');
	return {
		url: `smtp://127.0.0.1:${address.port}`,
		received,
		refuseNext: () => void refusals++,
		hangUpNext: () => void hangUps++,
		/** What the newest mail to somebody says, of those from number `from` on, once it is there. */
		mailed: (address: string, pattern: RegExp, from = 0) => waitFor(received, { address, pattern, from }),
		/** The one-time code in its subject. */
		mailedCode: (address: string, from = 0) =>
			waitFor(received, { address, pattern: /Subject: (\d{6})\b/, from }),
		stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
	};
}

type Wanted = { address: string; pattern: RegExp; from: number };

async function waitFor(received: Received[], { address, pattern, from }: Wanted): Promise<string> {
	for (let waited = 0; waited < 300; waited++) {
		const mails = received.slice(from).filter(({ to }) => to.includes(address));
		const found = mails.map(({ data }) => plain(data).match(pattern)?.[1]).findLast(Boolean);
		if (found) return found;
		await new Promise((later) => setTimeout(later, 50));
	}
	throw new Error(`Nothing like ${pattern} came for ${address}`);
}

/** Quoted-printable as mail servers carry it. */
function plain(data: string): string {
	return data
		.replace(/=\r?\n/g, '')
		.replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}

type Mood = { refuses: () => boolean; hangsUp: () => boolean };

function serve(socket: Socket, received: Received[], { refuses, hangsUp }: Mood): void {
	let mail: Received = { from: '', to: [], data: '' };
	let pending = '';
	let inData = false;
	const say = (line: string) => void socket.write(`${line}\r\n`);
	say('220 test');
	socket.on('error', () => undefined);
	socket.on('data', (bytes) => {
		pending += bytes.toString('utf8');
		for (let end = pending.indexOf('\r\n'); end >= 0; end = pending.indexOf('\r\n')) {
			const line = pending.slice(0, end);
			pending = pending.slice(end + 2);
			if (inData) takeData(line);
			else takeCommand(line);
		}
	});

	function takeData(line: string): void {
		if (line !== '.') {
			mail.data += `${line.replace(/^\./, '')}\n`; // a dot in front was doubled on the way
			return;
		}
		inData = false;
		if (!refuses()) received.push(mail);
		if (hangsUp()) socket.destroy();
		else say(received.at(-1) === mail ? '250 kept' : '451 try later');
		mail = { from: '', to: [], data: '' };
	}

	function takeCommand(line: string): void {
		const [verb = ''] = line.toUpperCase().split(' ');
		if (verb === 'MAIL') mail.from = line.match(/<([^>]*)>/)?.[1] ?? '';
		if (verb === 'RCPT') mail.to.push(line.match(/<([^>]*)>/)?.[1] ?? '');
		if (verb === 'DATA') inData = true;
		if (verb === 'QUIT') socket.end('221 bye\r\n');
		else say(verb === 'DATA' ? '354 go on' : '250 ok');
	}
}
