import { migratorDb } from '#platform/db';

export type DeadJob = { id: number; name: string; attempts: number; lastError: string | null; since: Date };

/** Jobs that used up their attempts and wait for a person, newest first, at most 200. */
export async function listDeadJobs(): Promise<DeadJob[]> {
	const { rows } = await migratorDb.query<DeadJob>({
		text: `select id, task_identifier as name, attempts, last_error as "lastError", updated_at as since
			from graphile_worker.jobs where attempts >= max_attempts and locked_at is null
			order by updated_at desc limit 200`,
	});
	return rows;
}

/** Gives dead jobs their attempts back; they run again at once. Returns how many. */
export async function retryDeadJobs(ids: number[]): Promise<number> {
	const { rows } = await migratorDb.query<{ id: number }>({
		text: 'select id from graphile_worker.reschedule_jobs($1::bigint[], run_at => now(), attempts => 0)',
		values: [ids],
	});
	return rows.length;
}
