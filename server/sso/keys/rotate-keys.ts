import { record } from '#platform/audit';
import { now } from '#platform/clock';
import { config } from '#platform/config';
import { migratorDb, withTx } from '#platform/db';
import { province } from '#regions';
import { deleteOldKeys, deleteOtherKeys, insertKeys, lockKeys, selectKeys } from '../store/keys.ts';
import { loadKeys, purposes } from './load-keys.ts';
import { makeKey } from './make-key.ts';

/** How long a key is published before it signs: longer than apps keep our list of keys. */
const publishedHours = 24;
const hourMs = 3_600_000;

/**
 * The next keys, for tokens and cookies: published at once, used from `usedFrom` on. Those before stay until what they
 * signed has ended. `leaked`: used now, and nothing the old ones signed is believed any more.
 */
export async function rotateKeys({ leaked = false } = {}): Promise<{ usedFrom: Date }> {
	await loadKeys();
	const at = now();
	const usedFrom = leaked ? at : new Date(at.getTime() + publishedHours * hourMs);
	const keys = await Promise.all(purposes.map((purpose) => makeKey(purpose, at, usedFrom)));
	await withTx(async (tx) => {
		await lockKeys(tx);
		await insertKeys(tx, keys);
		const detail = { kids: keys.map(({ kid }) => kid), usedFrom, leaked };
		const by = { actor: 'system:command line', origin: 'command line' };
		await record(tx, { pemda: province, ...by, act: 'sso/rotate-keys', subject: 'sso:keys', detail });
	});
	if (leaked)
		await deleteOtherKeys(
			migratorDb,
			keys.map(({ kid }) => kid),
		);
	return { usedFrom };
}

/** What a command shows: each key, and what it is at this moment. */
export async function listKeys() {
	const at = now();
	const rows = await selectKeys();
	return rows.map(({ kid, purpose, madeAt, usedFrom }) => {
		const present = rows.find((row) => row.purpose === purpose && row.usedFrom <= at);
		const state = usedFrom > at ? 'next' : present?.kid === kid ? 'in use' : 'old';
		return { kid, purpose, madeAt, usedFrom, state };
	});
}

/** Sessions end first, and id tokens long before: then nothing is left that an old key signed. */
export function forgetOldKeys(): Promise<number> {
	const longest = (config.session.maxHours + 1) * hourMs;
	return deleteOldKeys(migratorDb, new Date(now().getTime() - longest));
}
