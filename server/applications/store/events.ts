import type { Tx } from '#platform/db';
import type { ApplicationEvent } from '../application.ts';
import { sealedJson, unsealNumbers } from './seal-numbers.ts';

type Ref = { pemda: string; id: string };

export async function insertEvent(tx: Tx, { pemda, id }: Ref, event: ApplicationEvent): Promise<void> {
	await tx.query({
		name: 'applications.event',
		text: `insert into applications.event (pemda, application_id, seq, at, kind, transition, from_state, to_state, actor,
				actor_name, role, office_id, acting_for, assurance, reason, diff, version_hash, key)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
		values: [
			...[pemda, id, event.seq, event.at, event.kind, event.transition, event.fromState, event.toState],
			...[event.actor, event.actorName, event.role, event.officeId, event.actingFor, event.assurance],
			...[event.reason, sealedJson(event.diff), event.versionHash, event.key],
		],
	});
}

const columns = `seq, at, kind, transition, from_state as "fromState", to_state as "toState", actor,
	actor_name as "actorName", role, office_id as "officeId", acting_for as "actingFor", assurance, reason, diff,
	version_hash as "versionHash", key`;

export async function selectEvents(tx: Tx, { pemda, id }: Ref): Promise<ApplicationEvent[]> {
	const { rows } = await tx.query<ApplicationEvent>({
		name: 'applications.events',
		text: `select ${columns} from applications.event where pemda = $1 and application_id = $2 order by seq`,
		values: [pemda, id],
	});
	return rows.map(opened);
}

/** What an idempotency key did before. */
export async function selectByKey(
	tx: Tx,
	{ pemda, id }: Ref,
	key: string,
): Promise<ApplicationEvent | undefined> {
	const { rows } = await tx.query<ApplicationEvent>({
		name: 'applications.event-by-key',
		text: `select ${columns} from applications.event where pemda = $1 and application_id = $2 and key = $3`,
		values: [pemda, id, key],
	});
	return rows[0] && opened(rows[0]);
}

function opened(event: ApplicationEvent): ApplicationEvent {
	return { ...event, diff: unsealNumbers(event.diff) };
}
