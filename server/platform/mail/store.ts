import { db } from '#platform/db';

/** `go`: nobody tried, or an attempt failed before. `unknown`: an attempt began and nothing was heard of it. */
export async function startSending(key: string): Promise<'go' | 'sent' | 'unknown'> {
	const { rowCount } = await db.query({
		name: 'platform.start-sending',
		text: `insert into platform.sent as s (key, started_at) values ($1, now())
			on conflict (key) do update set started_at = now(), failed_at = null where s.failed_at is not null`,
		values: [key],
	});
	if (rowCount) return 'go';
	const { rows } = await db.query<{ sent: boolean }>({
		name: 'platform.was-sent',
		text: 'select sent_at is not null as sent from platform.sent where key = $1',
		values: [key],
	});
	return rows[0]?.sent ? 'sent' : 'unknown';
}

export async function markSent(key: string): Promise<void> {
	await db.query({
		name: 'platform.sent',
		text: 'update platform.sent set sent_at = now() where key = $1',
		values: [key],
	});
}

export async function markFailed(key: string): Promise<void> {
	await db.query({
		name: 'platform.sending-failed',
		text: 'update platform.sent set failed_at = now() where key = $1',
		values: [key],
	});
}

/** Long after the last attempt a key is remembered no more. */
export async function forgetOldMail(): Promise<void> {
	await db.query({ text: "delete from platform.sent where started_at < now() - interval '180 days'" });
}
