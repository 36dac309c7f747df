import { migratorDb } from '#platform/db';

const batch = 20_000;

/**
 * Adds the links of the chain for rows committed since the last call, in the order of their transactions.
 * Returns how many links were added.
 */
export async function sealAudit(): Promise<number> {
	let total = 0;
	for (;;) {
		const { rows } = await migratorDb.query<{ added: number }>({
			text: 'select platform.seal_audit($1) as added',
			values: [batch],
		});
		const added = rows[0]?.added ?? 0;
		total += added;
		if (added < batch) return total;
	}
}
