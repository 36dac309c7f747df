import { readdir, readFile } from 'node:fs/promises';
import { now } from '#platform/clock';
import { migratorDb } from '#platform/db';
import { log } from '#platform/log';
import { dayOf } from '#platform/workdays';
import { hashOf } from './canonical.ts';
import { wordsOf } from './catalogue-words.ts';
import { type Definition, definition as shape } from './definition.ts';
import { compareDefinitions, reachOf } from './edit/compare-definitions.ts';
import { findSeriesClash } from './find-series-clash.ts';
import { lintDefinition } from './lint/lint-definition.ts';
import { endOthers, publishVersion, selectLast } from './store/versions.ts';

const folder = new URL('../../data/services/', import.meta.url);

const loader = 'system:load';

/**
 * Publishes the services that ship where their files changed; a version once published stays as it was. What officials
 * published since stays what is offered: a newer file of the same service is told in the log, and theirs to take over.
 * A file with a fault stops the load, named, with what is wrong where.
 */
export async function loadServices(): Promise<void> {
	const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
	const at = now();
	const definitions = await Promise.all(names.map((name) => readDefinition(name, dayOf(at))));
	for (const definition of definitions) await publishFile(definition, at);
	const ids = definitions.map(({ id }) => id);
	await endOthers(migratorDb, ids, loader, at);
}

async function publishFile(definition: Definition, at: Date): Promise<void> {
	const hash = hashOf(definition);
	const last = await selectLast(migratorDb, definition.id, hash);
	if (last && last.publishedBy !== loader) {
		if (!last.isKnown) log.warn({ service: definition.id }, 'its file changed; officials published it since');
		return;
	}
	const clash = last?.isKnown ? undefined : await findSeriesClash(migratorDb, definition);
	if (clash) {
		log.warn(
			{ file: definition.id, ...clash },
			'its documents would bear numbers of another service; not published',
		);
		return;
	}
	const before = shape.safeParse(last?.definition);
	const reach = before.success ? reachOf(compareDefinitions(before.data, definition)) : 'new';
	const catalogue = { words: wordsOf(definition), free: definition.fees.length === 0 };
	await publishVersion(migratorDb, { definition, hash, at, by: loader, reach, ...catalogue });
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
