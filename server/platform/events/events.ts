import type { Db } from '#platform/db';

type EventType = `${string}.${string}`;
const pairs: { eventType: string; task: string }[] = [];

/**
 * Tells whoever listens that something happened: one event row and one job per listener, in the caller's commit.
 * The payload is ids and what happened, never whole records.
 */
export async function announce(tx: Db, type: EventType, pemda: string, payload: object): Promise<void> {
	await tx.query({
		name: 'platform.announce',
		text: 'select platform.announce($1, $2, $3)',
		values: [pemda, type, JSON.stringify(payload)],
	});
}

/** From now on each `type` event starts the job `task`. Called while the rooms load; written at the next start. */
export function on(type: EventType, task: `${string}/${string}`): void {
	pairs.push({ eventType: type, task });
}

export function listeners(): readonly { eventType: string; task: string }[] {
	return pairs;
}
