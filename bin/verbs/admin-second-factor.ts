import { parseArgs } from 'node:util';
import { readRules, setRule } from '#identity';

export const help = `ssp admin second-factor [--from YYYY-MM-DD | --offered]
  From which day posts give nothing without a second factor; a new installation requires it at once. --offered: nobody
  has to, whoever has one must show it. Without either it says what is in force.`;

export async function run(args: string[]): Promise<void> {
	const options = { from: { type: 'string' }, offered: { type: 'boolean' } } as const;
	const { values } = parseArgs({ args, options });
	if (values.from && values.offered) throw new Error(help);
	const value = values.offered ? 'offered' : values.from;
	if (value) await setRule(null, { code: 'second-factor-from', value });
	const from = (await readRules())['second-factor-from'];
	console.log(
		from === 'offered' ? 'A second factor is offered.' : `A second factor is required from ${from}.`,
	);
}
