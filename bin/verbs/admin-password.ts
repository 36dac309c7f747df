import { parseArgs } from 'node:util';
import { replacePassword } from '#identity';
import { readPassword } from '../read-password.ts';

export const help = `ssp admin password --email ADDRESS
  A new password for an account nobody else can help, such as the only operator's. Every session of it ends. The
  password is asked for, or read from standard input when that is no terminal.`;

export async function run(args: string[]): Promise<void> {
	const { values } = parseArgs({ args, options: { email: { type: 'string' } } });
	if (!values.email) throw new Error(help);
	await replacePassword({ email: values.email, password: await readPassword() });
	console.log(`${values.email} can sign in with the new password.`);
}
