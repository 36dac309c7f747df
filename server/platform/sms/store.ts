import { db } from '#platform/db';

/** A message that a gateway took is remembered by its key, as mails are: later attempts ask it no more. */
const keyOf = (key: string) => `sms ${key}`;

export async function wasTaken(key: string): Promise<boolean> {
	const { rowCount } = await db.query({
		name: 'platform.sms-taken',
		text: 'select from platform.sent where key = $1 and sent_at is not null',
		values: [keyOf(key)],
	});
	return rowCount === 1;
}

export async function markTaken(key: string): Promise<void> {
	await db.query({
		name: 'platform.take-sms',
		text: `insert into platform.sent (key, started_at, sent_at) values ($1, now(), now())
			on conflict (key) do update set sent_at = now()`,
		values: [keyOf(key)],
	});
}
