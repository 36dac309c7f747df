import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { intoEmptyTables } from '../data-copy.ts';

export const help = `ssp import all FOLDER
  Takes what "ssp export" wrote into an installation that holds no cases yet. All of it comes in, or nothing does.`;

const shape = z.object({
	tables: z.array(
		z.object({ name: z.string(), columns: z.array(z.string()), bytes: z.number(), sha256: z.string() }),
	),
});

export async function run(args: string[]): Promise<void> {
	const [folder] = args;
	if (!folder) throw new Error(help);
	const { tables } = shape.parse(JSON.parse(readFileSync(join(folder, 'tables.json'), 'utf8')));
	for (const { name, sha256 } of tables) {
		const hash = createHash('sha256');
		for await (const chunk of createReadStream(join(folder, `${name}.csv`))) hash.update(chunk);
		if (hash.digest('hex') !== sha256) throw new Error(`${name}.csv is not as it was written`);
	}
	await intoEmptyTables(
		tables.map(({ name, columns }) => ({
			name,
			columns,
			open: () => createReadStream(join(folder, `${name}.csv`)),
		})),
	);
	console.log(`${tables.length} tables taken in.`);
}
