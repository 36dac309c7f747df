import { parseArgs } from 'node:util';
import { disconnectServer } from '../../server/doors/open311/client/connect-server.ts';

export const help = `ssp open311-disconnect --pemda CODE --office SLUG
  Ends it: nothing more is sent to the office’s own server, nor read from it. What was sent stays there.`;

export async function run(args: string[]): Promise<void> {
	const text = { type: 'string' } as const;
	const { values } = parseArgs({ args, options: { pemda: text, office: text } });
	const { pemda, office } = values;
	if (!pemda || !office) throw new Error(help);
	const { name } = await disconnectServer({ label: 'system:ssp', administers: ['12'] }, { pemda, office });
	console.log(`${name} works here again.`);
}
