import { migratorDb } from '#platform/db';

export type Sent = { to: string; subject?: string; text: string };

/** What waits to be sent by mail or text message, oldest first. */
export async function waiting(): Promise<Sent[]> {
	const { rows } = await migratorDb.query<{ payload: Sent }>({
		text: `select j.payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
			where t.identifier in ('platform/send-mail', 'platform/send-sms') order by j.id`,
	});
	return rows.map(({ payload }) => payload);
}

/** The newest one-time code that waits for a contact. */
export async function newestCode(to: string): Promise<string> {
	const found = (await waiting()).findLast((one) => one.to === to && /\b\d{6}\b/.test(one.text));
	return found?.text.match(/\b\d{6}\b/)?.[0] ?? '';
}
