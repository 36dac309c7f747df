import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { createOperator } from '#identity';

export const help = `ssp admin create --email ADDRESS --name NAME
  Makes an operator: somebody who manages accounts and posts of all governments. The password is asked for, or read
  from standard input when that is no terminal; never given as an argument, where others could read it.`;

export async function run(args: string[]): Promise<void> {
	const { values } = parseArgs({ args, options: { email: { type: 'string' }, name: { type: 'string' } } });
	if (!values.email || !values.name) throw new Error(help);
	const password = process.stdin.isTTY ? await askSilently('Password: ') : (await readAll()).trimEnd();
	await createOperator({ email: values.email, name: values.name, password });
	console.log(`Operator ${values.email} can sign in.`);
}

async function askSilently(question: string): Promise<string> {
	process.stderr.write(question);
	const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
	const asking = createInterface({ input: process.stdin, output: silent, terminal: true });
	const answer = await asking.question('');
	asking.close();
	process.stderr.write('\n');
	return answer;
}

async function readAll(): Promise<string> {
	let text = '';
	for await (const chunk of process.stdin) text += chunk;
	return text;
}
