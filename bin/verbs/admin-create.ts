import { parseArgs } from 'node:util';
import { createAdministrator, createOperator } from '#identity';
import { currentUrl, migrate } from '#platform/db';
import { loadFacts } from '../../server/start/load-facts.ts';
import { readPassword } from '../read-password.ts';

export const help = `ssp admin create --email ADDRESS --name NAME [--pemda CODE]
  Makes an operator of the installation, who manages accounts and posts of all governments; with --pemda 12.71 only
  an administrator of that one. The password is asked for, or read from standard input when that is no terminal;
  never given as an argument, where others could read it.`;

export async function run(args: string[]): Promise<void> {
	const text = { type: 'string' } as const;
	const { values } = parseArgs({ args, options: { email: text, name: text, pemda: text } });
	const { email, name, pemda } = values;
	if (!email || !name) throw new Error(help);
	await migrate(currentUrl());
	await loadFacts();
	const person = { email, name, password: await readPassword() };
	await (pemda === undefined ? createOperator(person) : createAdministrator({ ...person, pemda }));
	console.log(
		`${email} can sign in at /masuk/petugas as ${pemda ? `administrator of ${pemda}` : 'operator'}.`,
	);
}
