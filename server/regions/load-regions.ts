import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { findLoadedHash, migratorDb } from '#platform/db';
import { buildOffices } from './build-offices.ts';
import { buildOverseers, buildPosts } from './build-posts.ts';
import { buildRegions } from './build-regions.ts';
import { buildRules } from './build-rules.ts';
import { areaFiles, readAreas } from './read-areas.ts';
import { readFacts } from './read-facts.ts';
import { forgetSnapshot } from './snapshot.ts';
import { type Loading, loadedAs, writeFacts } from './store/load.ts';
import { asOwner } from './store/owner-transaction.ts';

/**
 * Loads the shipped facts (places, governments, offices, posts, subjects, rules, calendars) in one transaction, or
 * does nothing when neither they nor this code have changed since. Rows that an administrator edited stay as they are;
 * what no longer ships is switched off, not removed. Two processes that start together load once.
 */
export async function loadRegions(): Promise<{ loaded: boolean }> {
	const sha256 = await hashOfFacts();
	if ((await findLoadedHash(migratorDb, loadedAs)) === sha256) return { loaded: false };
	const facts = await prepare();
	const loaded = await asOwner((tx) => writeFacts(tx, facts, sha256));
	forgetSnapshot();
	return { loaded };
}

async function prepare(): Promise<Loading> {
	const facts = await readFacts();
	const regions = buildRegions(facts, await readAreas());
	const offices = buildOffices(facts, regions);
	return {
		facts,
		regions,
		offices,
		posts: [...buildPosts(offices), ...buildOverseers(facts, offices)],
		rules: buildRules(facts, offices),
	};
}

/** Over everything the rows follow from: the files, and the code that makes rows of them. */
async function hashOfFacts(): Promise<string> {
	const here = new URL('./', import.meta.url);
	const data = new URL('../../data/', import.meta.url);
	const files = [
		...(await namesIn(data, /^(?!coastline|map-tiles).+\.(csv|json)$/)),
		...(await namesIn(here, /^(build-|read-|search-key|schematic-points).*\.ts$/)),
		new URL('./store/load.ts', here),
		...areaFiles,
	];
	const hash = createHash('sha256');
	for (const content of await Promise.all(files.map((file) => readFile(file)))) hash.update(content);
	return hash.digest('hex');
}

async function namesIn(folder: URL, form: RegExp): Promise<URL[]> {
	const names = (await readdir(folder)).filter((name) => form.test(name) && !name.endsWith('.test.ts'));
	return names.sort().map((name) => new URL(name, folder));
}
