import { parseArgs } from 'node:util';
import { listKeys, rotateKeys } from '#sso';

export const help = `ssp keys rotate [--leaked] [--list]
  Makes the next keys that sign tokens and cookies of /oidc: published now, in use after a day, so that apps know them
  by then. The present ones stay until what they signed has ended. --leaked: in use now, and what the old
  ones signed is believed no more. --list: which there are, and nothing more.`;

export async function run(args: string[]): Promise<void> {
	const options = { leaked: { type: 'boolean' }, list: { type: 'boolean' } } as const;
	const { values } = parseArgs({ args, options });
	if (!values.list) await rotateKeys({ leaked: values.leaked === true });
	for (const { kid, purpose, usedFrom, state } of await listKeys())
		console.log(`${purpose.padEnd(7)} ${kid}  ${state.padEnd(7)} from ${usedFrom.toISOString()}`);
}
