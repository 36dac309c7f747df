import { createWriteStream, existsSync, readdirSync, writeFileSync } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { sealAudit } from '#platform/audit';
import { readMigrations } from '#platform/db';
import { get, list } from '#platform/storage';
import { takeKey } from '../backup/bring-key.ts';
import { type ExportedTable, inSnapshot, listTables, writeTable } from '../data-copy.ts';

export const existing = true;
export const help = `ssp export [--without-files] FOLDER
  Everything the installation knows, of one moment, in open formats: each table as CSV with a header (tables/), the
  stored files by their SHA-256 (files/, files.csv), the list of tables with columns, types, row counts and checksums,
  and how many files (export.json), and the secret key that receipts need. Personal data is in it: keep it as you keep a backup. An empty
  installation takes it with "ssp import all".`;

export async function run(args: string[]): Promise<void> {
	const options = { 'without-files': { type: 'boolean' } } as const;
	const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
	const [folder] = positionals;
	if (!folder || positionals.length !== 1) throw new Error(help);
	if (existsSync(folder) && readdirSync(folder).length > 0) throw new Error(`${folder} is not empty.`);
	await mkdir(join(folder, 'tables'), { recursive: true, mode: 0o700 });
	await sealAudit();
	const tables = await exportTables(folder);
	const files = values['without-files'] ? null : await exportFiles(folder);
	await takeKey(folder);
	const migrations = (await readMigrations()).map(({ name, sha256 }) => ({ name, sha256 }));
	const list = { madeAt: new Date(), migrations, tables, files };
	writeFileSync(join(folder, 'export.json'), `${JSON.stringify(list, null, '\t')}\n`);
	console.log(`${tables.length} tables and ${files ?? 'no'} stored files written to ${folder}`);
}

function exportTables(folder: string): Promise<ExportedTable[]> {
	return inSnapshot(async (client) => {
		const done: ExportedTable[] = [];
		for (const table of await listTables(client)) {
			done.push(await writeTable(client, table, join(folder, 'tables', `${table.name}.csv`)));
		}
		return done;
	});
}

async function exportFiles(folder: string): Promise<number> {
	await using lines = await open(join(folder, 'files.csv'), 'wx', 0o600);
	await lines.appendFile('sha256,size_bytes\n');
	let count = 0;
	for await (const { sha256, sizeBytes } of list()) {
		await mkdir(join(folder, 'files', sha256.slice(0, 2)), { recursive: true, mode: 0o700 });
		await pipeline(
			await get(sha256),
			createWriteStream(join(folder, 'files', sha256.slice(0, 2), sha256), { mode: 0o600 }),
		);
		await lines.appendFile(`${sha256},${sizeBytes}\n`);
		count++;
	}
	return count;
}
