import { parseArgs } from 'node:util';
import { listKeys, rotateKeys } from '#sso';

export const help = `ssp keys rotate [--at-once] [--list]
  Makes the next keys that sign tokens and cookies of /oidc: published now, in use after a day, so that apps know them
  by then. The present ones stay until what they signed has ended. --at-once: in use now, when a key leaked.
  --list: which there are, and nothing more.`;

export async function run(args: string[]): Promise<void> {
	const options = { 'at-once': { type: 'boolean' }, list: { type: 'boolean' } } as const;
	const { values } = parseArgs({ args, options });
	if (!values.list) await rotateKeys({ atOnce: values['at-once'] === true });
	for (const { kid, purpose, usedFrom, state } of await listKeys())
		console.log(`${purpose.padEnd(7)} ${kid}  ${state.padEnd(7)} from ${usedFrom.toISOString()}`);
}
