import { readFile } from 'node:fs/promises';
import { parseFramework, previewFramework, publishFramework } from '#renaksi';

export const help = `ssp import framework FILE [--publish]
  Reads a framework of the action plan (CSV of "ssp export framework", or JSON), checks it, and shows what differs from
  the published one of the same name. With --publish it is published and given to its years: plans opened from now on
  have it, plans that are open keep theirs.`;

export async function run(args: string[]): Promise<void> {
	const publish = args.includes('--publish');
	const [file, ...more] = args.filter((word) => word !== '--publish');
	if (!file || more.length > 0) throw new Error(help);
	const { framework, faults } = parseFramework(await readFile(file, 'utf8'));
	if (!framework) throw new Error(faults.map(({ at, what }) => `${at}: ${what}`).join('\n'));
	const changes = await previewFramework(framework);
	for (const { at, before, after } of changes ?? []) console.log(`${at}: ${before ?? '–'} → ${after ?? '–'}`);
	const difference = changes === undefined ? 'a new framework' : `${changes.length} differences`;
	console.log(`${framework.id}: no fault, ${difference}, for ${framework.years.join(', ')}`);
	if (!publish) return;
	const isNew = await publishFramework(framework, 'system:ssp');
	console.log(isNew ? 'published' : 'was published already');
}
