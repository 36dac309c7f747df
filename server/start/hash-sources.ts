import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

const top = resolve(import.meta.dirname, '../..');

/** One hash over these files and folders of the program, with everything in them that rows are made of; tests are left out. */
export function hashSources(sources: string[]): string {
	const hash = createHash('sha256');
	for (const path of sources.flatMap(filesOf)) hash.update(path).update(readFileSync(join(top, path)));
	return hash.digest('hex');
}

/** Without `data/local`, which belongs to a running installation. */
function filesOf(path: string): string[] {
	if (!statSync(join(top, path)).isDirectory()) return [path];
	const entries = readdirSync(join(top, path), { withFileTypes: true });
	return entries
		.filter((entry) => (entry.isDirectory() ? entry.name !== 'local' : isSource(entry.name)))
		.map(({ name }) => join(path, name))
		.sort()
		.flatMap(filesOf);
}

const isSource = (name: string) => /\.(sql|csv|json|ts)$/.test(name) && !name.endsWith('.test.ts');
