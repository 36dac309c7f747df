import { createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { config } from '#platform/config';

let key: KeyObject | undefined;

/**
 * HMAC-SHA256 under the installation's secret, which never enters the database: a stolen backup of it alone
 * cannot test guesses. `purpose` keeps values of different uses apart.
 */
export function sign(purpose: string, text: string): Buffer {
	key ??= createSecretKey(config.secretKey ? Buffer.from(config.secretKey, 'hex') : readOrMakeKey()); // prepared once: a fifth of the time
	return createHmac('sha256', key).update(`${purpose}\n${text}`).digest();
}

/** Linking a finished file into place is atomic: of several first starts at once, one wins and all read the same. */
function readOrMakeKey(): Buffer {
	const path = join(config.dataDir, 'secret.key');
	mkdirSync(config.dataDir, { recursive: true });
	const draft = `${path}.${process.pid}`;
	writeFileSync(draft, randomBytes(32).toString('hex'), { mode: 0o600 });
	try {
		linkSync(draft, path);
	} catch (error) {
		if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
	} finally {
		unlinkSync(draft);
	}
	return Buffer.from(readFileSync(path, 'utf8').trim(), 'hex');
}
