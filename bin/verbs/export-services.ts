import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findNewestVersion, layOut, listServices } from '#services';

export const existing = true;
export const help = `ssp export services FOLDER
  Each service that is offered as its file, as under data/services: what officials published here goes into the next
  release, or to another installation, without loss.`;

export async function run(args: string[]): Promise<void> {
	const { positionals } = parseArgs({ args, allowPositionals: true });
	const [folder] = positionals;
	if (!folder || positionals.length !== 1) throw new Error(help);
	await mkdir(folder, { recursive: true });
	const lines = await listServices({ lang: 'id' });
	for (const { id } of lines) {
		const { definition } = await findNewestVersion(id);
		await writeFile(join(folder, `${id}.json`), `${layOut(definition)}\n`);
	}
	console.log(`${lines.length} services written to ${folder}`);
}
