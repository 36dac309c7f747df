import { now } from '#platform/clock';
import { migratorDb } from '#platform/db';
import { Refusal } from '#platform/refusal';
import { insertFramework, selectFrameworkIds, selectNewest } from '../store/frameworks.ts';
import { checkFramework, type Fault } from './check-framework.ts';
import { type Change, compareFrameworks } from './compare-frameworks.ts';
import type { Framework } from './framework.ts';
import { readFramework, writeFramework } from './framework-table.ts';

/** A framework out of a file, JSON or a table, with what is wrong with it. */
export function parseFramework(text: string): { framework: Framework | undefined; faults: Fault[] } {
	if (!text.trimStart().startsWith('{')) return checkFramework(readFramework(text));
	try {
		return checkFramework(JSON.parse(text));
	} catch {
		return { framework: undefined, faults: [{ at: 'file', what: 'it is no JSON' }] };
	}
}

/** What would differ from the newest published framework of the same name; undefined: there is none. */
export async function previewFramework(framework: Framework): Promise<Change[] | undefined> {
	const before = await selectNewest(migratorDb, framework.id);
	return before && compareFrameworks(before, framework);
}

/**
 * Publishes a framework and gives it to its years, for the operator's command: plans opened from now on have it, those
 * open keep theirs. Answers whether it was new.
 */
export function publishFramework(framework: Framework, by: string): Promise<boolean> {
	return insertFramework(migratorDb, framework, by, now());
}

/** The newest of a name, as a table or as JSON. Refuses `renaksi/no-such-framework`. */
export async function exportFramework(id: string, form: 'csv' | 'json'): Promise<string> {
	const framework = await selectNewest(migratorDb, id);
	if (!framework) throw new Refusal('not-found', 'renaksi/no-such-framework');
	return form === 'csv' ? writeFramework(framework) : `${JSON.stringify(framework, null, '\t')}\n`;
}

export function listFrameworkIds(): Promise<string[]> {
	return selectFrameworkIds(migratorDb);
}
