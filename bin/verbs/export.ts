import { createHash } from 'node:crypto';
import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { sealAudit } from '#platform/audit';
import { listTables, readTable } from '../data-copy.ts';

export const help = `ssp export FOLDER
  Everything the installation knows, in open formats: each table as CSV with a header, the list of tables with their
  columns and checksums as JSON. Stored files are copied by "ssp backup". An empty installation takes it with "ssp import all".`;

export async function run(args: string[]): Promise<void> {
	const [folder] = args;
	if (!folder) throw new Error(help);
	mkdirSync(folder, { recursive: true });
	await sealAudit();
	const tables = [];
	for (const { name, columns } of await listTables()) {
		const hash = createHash('sha256');
		let bytes = 0;
		const counted = async function* (source: AsyncIterable<Buffer>) {
			for await (const chunk of source) {
				hash.update(chunk);
				bytes += chunk.length;
				yield chunk;
			}
		};
		await readTable(name, columns, (stream) =>
			pipeline(stream, counted, createWriteStream(join(folder, `${name}.csv`))),
		);
		tables.push({ name, columns, bytes, sha256: hash.digest('hex') });
		console.log(`  ${name} (${bytes} bytes)`);
	}
	writeFileSync(
		join(folder, 'tables.json'),
		`${JSON.stringify({ madeAt: new Date(), tables }, null, '\t')}\n`,
	);
	console.log(`${tables.length} tables written to ${folder}`);
}
