import type { JWK } from 'oidc-provider';
import { now } from '#platform/clock';
import { withTx } from '#platform/db';
import { unseal } from '#platform/secret';
import { insertKeys, type KeyPurpose, type KeyRow, lockKeys, selectKeys } from '../store/keys.ts';
import { makeKey, sealedFor } from './make-key.ts';

export const purposes: readonly KeyPurpose[] = ['ES256', 'RS256', 'cookie'];

/** `jwks` signs with the first key of each kind and publishes all; `cookies` likewise; `version` tells sets apart. */
export type Keys = { jwks: { keys: JWK[] }; cookies: string[]; version: string };

/** The keys as they are at this moment; the first ones are made here. */
export async function loadKeys(): Promise<Keys> {
	const rows = await selectKeys();
	return arrange(rows.length > 0 ? rows : await makeFirst());
}

async function makeFirst(): Promise<KeyRow[]> {
	await withTx(async (tx) => {
		await lockKeys(tx);
		if ((await selectKeys(tx)).length > 0) return;
		const at = now();
		await insertKeys(tx, await Promise.all(purposes.map((purpose) => makeKey(purpose, at, at))));
	});
	return selectKeys();
}

/** The key in use first, then the one that comes next, then those before. */
function arrange(rows: KeyRow[]): Keys {
	const at = now();
	const ordered = purposes.flatMap((purpose) => {
		const own = rows.filter((row) => row.purpose === purpose);
		const present = own.find((row) => row.usedFrom <= at);
		return present ? [present, ...own.filter((row) => row !== present)] : own;
	});
	const signing = ordered.filter(({ purpose }) => purpose !== 'cookie');
	return {
		jwks: { keys: signing.map((row) => ({ ...parse(row), kid: row.kid, alg: row.purpose, use: 'sig' })) },
		cookies: ordered.filter(({ purpose }) => purpose === 'cookie').map(open),
		version: ordered.map(({ kid }) => kid).join(' '),
	};
}

function parse(row: KeyRow): JWK {
	const jwk: JWK = JSON.parse(open(row));
	return jwk;
}

function open({ kid, sealed }: KeyRow): string {
	const text = unseal(sealedFor, sealed);
	if (text === undefined)
		throw new Error(`The key ${kid} was sealed under another SECRET_KEY: bring that back, or remove the key`);
	return text;
}
