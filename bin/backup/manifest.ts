import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const file = z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/), bytes: z.number().int().nonnegative() });
const shape = z.object({
	madeAt: z.string(),
	/** The major version of PostgreSQL: the data fits no other. */
	postgres: z.string(),
	folders: z.array(z.string()),
	files: z.record(z.string(), file),
});

/** What a backup holds, by path. Written last: without it a backup is not one. */
export type Manifest = z.infer<typeof shape>;
export type Copied = Pick<Manifest, 'folders' | 'files'>;

export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
	const path = join(folder, 'manifest.json');
	await writeFile(`${path}.new`, `${JSON.stringify(manifest, null, '\t')}\n`);
	await rename(`${path}.new`, path);
}

export async function readManifest(folder: string): Promise<Manifest> {
	const text = await readFile(join(folder, 'manifest.json'), 'utf8').catch(() => {
		throw new Error(`${folder} is no finished backup: it holds no manifest.json`);
	});
	return shape.parse(JSON.parse(text));
}
