import { createHash, generateKeyPair, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { seal } from '#platform/secret';
import type { KeyPurpose, KeyRow } from '../store/keys.ts';

export const sealedFor = 'sso key';
const generate = promisify(generateKeyPair);

/** A new key, sealed: a pair for signing tokens, or 256 random bits for cookies. */
export async function makeKey(purpose: KeyPurpose, madeAt: Date, usedFrom: Date): Promise<KeyRow> {
	const text = purpose === 'cookie' ? randomBytes(32).toString('base64url') : await makePair(purpose);
	const kid = createHash('sha256').update(text).digest('base64url').slice(0, 16);
	return { kid, purpose, sealed: seal(sealedFor, text), madeAt, usedFrom };
}

async function makePair(purpose: 'ES256' | 'RS256'): Promise<string> {
	const { privateKey } =
		purpose === 'ES256'
			? await generate('ec', { namedCurve: 'P-256' })
			: await generate('rsa', { modulusLength: 2048 });
	return JSON.stringify(privateKey.export({ format: 'jwk' }));
}
