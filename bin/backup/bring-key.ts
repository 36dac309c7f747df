import { existsSync, readFileSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { config } from '#platform/config';
import { copyFile } from './copy-tree.ts';

const name = 'secret.key';

/** Receipts open with the key they were made with: it comes along. Another one that lies here is kept beside. */
export async function bringKey(folder: string): Promise<void> {
	const [here, there] = [join(config.dataDir, name), join(folder, name)];
	if (!existsSync(there)) return;
	if (existsSync(here) && readFileSync(here, 'utf8') !== readFileSync(there, 'utf8')) {
		await rename(here, `${here}.before`);
	}
	await copyFile(there, here);
}

/** Puts the key beside what is written; one that comes from the environment is the operator's to keep. */
export async function takeKey(folder: string): Promise<void> {
	const here = join(config.dataDir, name);
	if (existsSync(here)) await copyFile(here, join(folder, name));
}
