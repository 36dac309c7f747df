import { parseArgs } from 'node:util';
import { resetFactorsByCommand } from '#identity';

export const help = `ssp admin factors --email ADDRESS
  Takes every second factor off an account nobody else can help, such as the only operator's, and ends its sessions. The
  next sign-in sets up another. In the pages two people do it.`;

export async function run(args: string[]): Promise<void> {
	const { values } = parseArgs({ args, options: { email: { type: 'string' } } });
	if (!values.email) throw new Error(help);
	await resetFactorsByCommand({ email: values.email });
	console.log(`${values.email} sets up a second factor at the next sign-in.`);
}
