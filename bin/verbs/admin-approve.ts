import { parseArgs } from 'node:util';
import { decideByCommand } from '#identity';

export const help = `ssp admin approve ID --pemda CODE [--refuse]
  The second person's word about what one administrator or operator proposed (a post of administrator or overseer, a
  factor to be taken off), where there is no other: the id stands at /kelola/persetujuan. The audit trail says that it
  came from the command line.`;

export async function run(args: string[]): Promise<void> {
	const options = { pemda: { type: 'string' }, refuse: { type: 'boolean' } } as const;
	const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
	const [id] = positionals;
	if (!id || !values.pemda) throw new Error(help);
	const decision = values.refuse ? 'refused' : 'approved';
	await decideByCommand({ pemda: values.pemda, id }, decision);
	console.log(`It is ${decision}.`);
}
