import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { currentUrl, migrate, readMigrations } from '#platform/db';
import { put } from '#platform/storage';
import { bringKey } from '../backup/bring-key.ts';
import { sumFile, unlessGone } from '../backup/copy-tree.ts';
import { fillEmpty } from '../data-copy.ts';

export const stopped = true;
export const help = `ssp import all FOLDER
  Takes what "ssp export" wrote into a stopped installation that holds no cases yet. Every table is compared with its
  checksum first; all of them come in, or none does. What the installation held (accounts, offices) is replaced.`;

const shape = z.object({
	migrations: z.array(z.object({ name: z.string(), sha256: z.string() })),
	tables: z.array(
		z.object({
			name: z.string(),
			columns: z.array(z.object({ name: z.string(), type: z.string(), required: z.boolean() })),
			rows: z.number(),
			sha256: z.string(),
		}),
	),
	files: z.number().nullable(),
});

export async function run(args: string[]): Promise<void> {
	const { positionals } = parseArgs({ args, options: {}, allowPositionals: true });
	const [folder] = positionals;
	if (!folder || positionals.length !== 1) throw new Error(help);
	const {
		migrations,
		tables,
		files: named,
	} = shape.parse(JSON.parse(await readFile(join(folder, 'export.json'), 'utf8')));
	await refuseOther(migrations);
	const sources = tables.map((table) => ({ ...table, path: join(folder, 'tables', `${table.name}.csv`) }));
	for (const { name, path, sha256 } of sources) {
		if ((await unlessGone(sumFile(path)))?.sha256 !== sha256)
			throw new Error(`${name}.csv is not as it was written`);
	}
	await migrate(currentUrl());
	const files = await importFiles(folder, named);
	await fillEmpty(sources);
	await bringKey(folder);
	const rows = tables.reduce((sum, table) => sum + table.rows, 0);
	console.log(`${tables.length} tables with ${rows} rows and ${files} stored files taken in.`);
}

/** Tables have the columns their migrations gave them: the same program must read what it wrote. */
async function refuseOther(migrations: { name: string; sha256: string }[]): Promise<void> {
	const ours = (await readMigrations()).map(({ name, sha256 }) => `${name} ${sha256}`);
	const theirs = migrations.map(({ name, sha256 }) => `${name} ${sha256}`);
	if (ours.join() !== theirs.join())
		throw new Error('The export is of another version of this program: use that one.');
}

/** As many as were written, each compared with its address; `null` when the export was made without them. */
async function importFiles(folder: string, count: number | null): Promise<number> {
	if (count === null) return 0;
	const [, ...lines] = (await readFile(join(folder, 'files.csv'), 'utf8')).trimEnd().split('\n');
	if (lines.length !== count) throw new Error(`files.csv names ${lines.length} files; ${count} were written`);
	for (const line of lines) {
		const [sha256 = ''] = line.split(',');
		const kept = await put(createReadStream(join(folder, 'files', sha256.slice(0, 2), sha256)));
		if (kept.sha256 !== sha256) throw new Error(`The stored file ${sha256} is not as it was written`);
	}
	return lines.length;
}
