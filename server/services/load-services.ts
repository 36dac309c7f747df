import { readdir, readFile } from 'node:fs/promises';
import { now } from '#platform/clock';
import { migratorDb } from '#platform/db';
import { dayOf } from '#platform/workdays';
import { hashOf } from './canonical.ts';
import type { Definition } from './definition.ts';
import { lintDefinition } from './lint/lint-definition.ts';
import { endOthers, publishVersion } from './store.ts';

const folder = new URL('../../data/services/', import.meta.url);

/**
 * Publishes the services that ship where their files changed; a version once published stays as it was. A file with a
 * fault stops the load, named, with what is wrong where.
 */
export async function loadServices(): Promise<void> {
	const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
	const at = now();
	const definitions = await Promise.all(names.map((name) => readDefinition(name, dayOf(at))));
	for (const definition of definitions) {
		const hash = hashOf(definition);
		await publishVersion(migratorDb, {
			...{
				definition,
				hash,
				at,
				by: 'system:load',
				words: wordsOf(definition),
				free: definition.fees.length === 0,
			},
		});
	}
	await endOthers(
		migratorDb,
		definitions.map(({ id }) => id),
		at,
	);
}

async function readDefinition(name: string, today: string): Promise<Definition> {
	const { definition, faults } = lintDefinition(
		JSON.parse(await readFile(new URL(name, folder), 'utf8')),
		today,
	);
	if (definition && `${definition.id}.json` === name) return definition;
	const lines = definition
		? [`  id: ${definition.id} is not the name of the file`]
		: faults.map(({ at, what }) => `  ${at}: ${what}`);
	throw new Error(`data/services/${name}\n${lines.join('\n')}`);
}

/** Everything somebody may call it. */
function wordsOf({ title, summary, synonyms, standard }: Definition): string {
	return [title.id, title.en, ...synonyms, summary.id, summary.en, standard.product.id]
		.join(' ')
		.toLowerCase();
}
