import { randomBytes } from 'node:crypto';
import { record } from '#platform/audit';
import { now } from '#platform/clock';
import { withTx } from '#platform/db';
import { newId } from '#platform/ids';
import { Refusal } from '#platform/refusal';
import { sign } from '#platform/secret';
import { getPemda, type Pemda, province } from '#regions';
import { type ApiKey, insertApiKey, selectApiKey, selectApiKeys, updateRevoked } from './store.ts';

const mostLabel = 120;

/**
 * Makes a key for an application that files reports: good in the jurisdiction of its government, one of the province in
 * all. Returned once, kept as a hash. `by` as the audit trail has it. Refuses an unknown government and a label that says
 * nothing (`open311/label-missing`).
 */
export async function createApiKey(
	by: string,
	{ pemda, label }: { pemda: string; label: string },
): Promise<{ id: string; key: string }> {
	await getPemda(pemda);
	const said = label.trim();
	if (said === '' || said.length > mostLabel) throw new Refusal('invalid', 'open311/label-missing');
	const id = newId();
	const key = `ssp_${randomBytes(24).toString('base64url')}`;
	await withTx(async (tx) => {
		await insertApiKey(tx, { pemda, id, hash: hashOfKey(key), label: said, at: now(), by });
		const subject = `open311-key:${id}`;
		await record(tx, { pemda, actor: by, act: 'open311/create-key', subject, detail: { label: said } });
	});
	return { id, key };
}

export function listApiKeys(pemda?: string): Promise<ApiKey[]> {
	return selectApiKeys(pemda ?? null);
}

/** From this moment nothing is taken from it any more. Refuses `open311/no-such-key`, also one that is revoked already. */
export async function revokeApiKey(by: string, id: string): Promise<ApiKey> {
	const key = (await selectApiKeys(null)).find((one) => one.id === id && one.revokedAt === null);
	if (!key) throw new Refusal('not-found', 'open311/no-such-key');
	await withTx(async (tx) => {
		await updateRevoked(tx, key.pemda, key.id, now());
		const subject = `open311-key:${id}`;
		await record(tx, { pemda: key.pemda, actor: by, act: 'open311/revoke-key', subject });
	});
	return key;
}

/** Refuses `open311/key-missing` and `open311/key-wrong` (403). */
export async function getApiKey(key: string | undefined, jurisdiction: Pemda): Promise<ApiKey> {
	if (!key) throw new Refusal('forbidden', 'open311/key-missing');
	const found = await selectApiKey([jurisdiction.code, province], hashOfKey(key));
	if (!found) throw new Refusal('forbidden', 'open311/key-wrong');
	return found;
}

function hashOfKey(key: string): Buffer {
	return sign('open311 api key', key);
}
