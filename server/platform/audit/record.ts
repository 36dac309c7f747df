import type { Db } from '#platform/db';
import { newId } from '#platform/ids';

export type AuditEntry = {
	pemda: string;
	/** `account:<id>`, `person:<case id>`, `anonymous`, `system:<name>` */
	actor: string;
	onBehalfOf?: string;
	/** The act's own name, `casework/close-case`. */
	act: string;
	/** `case:<id>`, `account:<id>` … */
	subject: string;
	/** Where from: a shortened network address, or the door. */
	origin?: string;
	detail?: object;
};

/** Adds one line to a government's audit trail, in the caller's transaction. Nobody can change or remove it. */
export async function record(tx: Db, entry: AuditEntry): Promise<void> {
	await tx.query({
		name: 'platform.record',
		text: `insert into platform.audit (pemda, id, actor, on_behalf_of, act, subject, origin, detail)
			values ($1, $2, $3, $4, $5, $6, $7, $8)`,
		values: [
			entry.pemda,
			newId(),
			entry.actor,
			entry.onBehalfOf ?? null,
			entry.act,
			entry.subject,
			entry.origin ?? null,
			JSON.stringify(entry.detail ?? {}),
		],
	});
}
