import { readdir, readFile } from 'node:fs/promises';
import { now } from '#platform/clock';
import { migratorDb } from '#platform/db';
import { checkFramework } from './framework/check-framework.ts';
import { readRules } from './rules.ts';
import { listPublished, readBands } from './score/published.ts';
import { insertFramework } from './store/frameworks.ts';

const folder = new URL('../../data/renaksi/frameworks/', import.meta.url);

/** Publishes the frameworks that ship where they are new. A file with a fault stops the start, named. */
export async function loadRenaksi(): Promise<void> {
	const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
	const at = now();
	for (const name of names) {
		const { framework, faults } = checkFramework(JSON.parse(await readFile(new URL(name, folder), 'utf8')));
		if (!framework) {
			const lines = faults.map(({ at: where, what }) => `  ${where}: ${what}`);
			throw new Error(`data/renaksi/frameworks/${name}\n${lines.join('\n')}`);
		}
		await insertFramework(migratorDb, framework, 'system:load', at);
	}
	await Promise.all([listPublished(), readBands(), readRules()]);
}
