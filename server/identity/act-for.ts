import type { Tx } from '#platform/db';
import type { Represented } from './actor.ts';

/** From the next request on a session acts for somebody, until `until`; for nobody with `null`. `#people` knows who may. */
export async function setActingFor(
	tx: Tx,
	sessionId: string,
	acting: { represented: Represented; until: Date } | null,
): Promise<void> {
	await tx.query({
		name: 'identity.act-for',
		text: 'update identity.session set acting_for = $2, acting_until = $3 where id = $1',
		values: [sessionId, acting ? JSON.stringify(acting.represented) : null, acting?.until ?? null],
	});
}

/** A mandate ended: nobody acts under it from the next request on. */
export async function endActingFor(tx: Tx, mandateId: string): Promise<void> {
	await tx.query({
		name: 'identity.end-acting',
		text: `update identity.session set acting_for = null, acting_until = null
			where acting_for ->> 'mandateId' = $1 and revoked_at is null`,
		values: [mandateId],
	});
}
