import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

/** From the terminal without showing it, twice; otherwise the first line of standard input. */
export async function readPassword(): Promise<string> {
	if (!process.stdin.isTTY) return readLine();
	const password = await ask('Password: ');
	if (password !== (await ask('Once more: '))) throw new Error('The two are not the same.');
	return password;
}

/** Somebody else's secret, typed once. */
export function readSecret(question: string): Promise<string> {
	return process.stdin.isTTY ? ask(question) : readLine();
}

async function readLine(): Promise<string> {
	let text = '';
	for await (const chunk of process.stdin.setEncoding('utf8')) text += chunk;
	return text.split(/\r?\n/)[0] ?? '';
}

async function ask(question: string): Promise<string> {
	process.stderr.write(question);
	const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
	const terminal = createInterface({ input: process.stdin, output: silent, terminal: true });
	terminal.on('SIGINT', () => process.exit(130));
	try {
		return await terminal.question('');
	} finally {
		terminal.close();
		process.stderr.write('\n');
	}
}
