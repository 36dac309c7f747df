import type { Tx } from '#platform/db';
import type { Application } from '../application.ts';

/** The visit of a state that begins. */
export async function beginStay(
	tx: Tx,
	app: Application,
	{ kind, dueAt }: { kind: string; dueAt: Date | null },
): Promise<void> {
	await tx.query({
		name: 'applications.begin-stay',
		text: `insert into applications.stay (pemda, application_id, seq, service_id, state, kind, office_pemda, office_id,
				entered_at, due_at)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		values: [
			...[app.pemda, app.id, app.seq, app.serviceId, app.state, kind, app.holderPemda, app.holderOfficeId],
			...[app.enteredAt, dueAt],
		],
	});
}

/** The visit that ends now. */
export async function endStay(tx: Tx, { pemda, id }: Application, at: Date): Promise<void> {
	await tx.query({
		name: 'applications.end-stay',
		text: `update applications.stay set left_at = $3 where pemda = $1 and application_id = $2 and left_at is null`,
		values: [pemda, id, at],
	});
}
