import { createHash, createPrivateKey, generateKeyPairSync, type JsonWebKey, sign } from 'node:crypto';
import { now } from '#platform/clock';
import { config } from '#platform/config';
import { db, withTx } from '#platform/db';
import { seal, unseal } from '#platform/secret';
import { dayOf } from '#platform/workdays';
import type { IssuedDocument } from '../document.ts';
import { type CodeKeyRow, insertCodeKey, lockCertificates, selectCodeKeys } from '../store/certificates.ts';

const sealedFor = 'document code key';

/**
 * What the square code on the page holds: the address of `/verifikasi/NUMBER`, and behind `#`, where it is sent to no
 * server, a JWS (RFC 7515, EdDSA) of what can be checked without one. `docs/documents.md` says how.
 */
export async function codeAddress(document: IssuedDocument): Promise<string> {
	const path = document.number.split('/').map(encodeURIComponent).join('/');
	return `${config.publicOrigin}/verifikasi/${path}#${await signCode(document)}`;
}

async function signCode(document: IssuedDocument): Promise<string> {
	const key = await currentKey();
	const claims = {
		n: document.number,
		t: document.title.id,
		o: document.office.name,
		h: document.holderMasked,
		i: dayOf(document.issuedAt),
		...(document.validTo ? { x: dayOf(document.validTo) } : {}),
		d: Buffer.from(document.dataSha256, 'hex').toString('base64url'),
	};
	const said = [{ alg: 'EdDSA', kid: key.kid }, claims].map(encode).join('.');
	return `${said}.${sign(null, Buffer.from(said), privateOf(key)).toString('base64url')}`;
}

/** The keys that codes are checked with, as a JWK set (RFC 7517): old ones stay, for paper does. */
export async function listCodeKeys(): Promise<{ keys: JsonWebKey[] }> {
	const rows = await selectCodeKeys(db);
	return { keys: rows.map(({ kid, publicJwk }) => ({ ...publicJwk, kid, alg: 'EdDSA', use: 'sig' })) };
}

async function currentKey(): Promise<CodeKeyRow> {
	const [newest] = await selectCodeKeys(db);
	return newest ?? makeFirst();
}

function makeFirst(): Promise<CodeKeyRow> {
	return withTx(async (tx) => {
		await lockCertificates(tx);
		const [there] = await selectCodeKeys(tx);
		if (there) return there;
		const { publicKey, privateKey } = generateKeyPairSync('ed25519');
		const { kty = '', crv = '', x = '' } = publicKey.export({ format: 'jwk' });
		const text = privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
		const row = {
			kid: createHash('sha256').update(x).digest('base64url').slice(0, 8),
			...{ publicJwk: { kty, crv, x }, keySealed: seal(sealedFor, text), madeAt: now() },
		};
		await insertCodeKey(tx, row);
		return row;
	});
}

function privateOf({ kid, keySealed }: CodeKeyRow) {
	const text = unseal(sealedFor, keySealed);
	if (text === undefined)
		throw new Error(`The key ${kid} was sealed under another SECRET_KEY: bring that back`);
	return createPrivateKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'pkcs8' });
}

function encode(value: object): string {
	return Buffer.from(JSON.stringify(value)).toString('base64url');
}
