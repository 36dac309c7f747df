import { migratorDb } from '#platform/db';
import { log } from '#platform/log';

const beatMs = 5_000;
const deadAfterSeconds = 30;

/**
 * Says every few seconds that this process' workers live, and gives back the jobs of those that do not:
 * without it a job of a killed process would stay locked for four hours.
 */
export async function startHeartbeat(workerIds: Set<string>): Promise<{ stop: () => Promise<void> }> {
	let beating = Promise.resolve();
	const beat = () => {
		beating = sayAlive([...workerIds]).catch(() => log.warn('heartbeat of the job worker failed'));
	};
	await sayAlive([]);
	const timer = setInterval(beat, beatMs);
	return {
		async stop() {
			clearInterval(timer);
			await beating;
			await migratorDb.query({
				text: 'delete from platform.worker where worker_id = any($1)',
				values: [[...workerIds]],
			});
		},
	};
}

async function sayAlive(ids: string[]): Promise<void> {
	await migratorDb.query({
		text: `insert into platform.worker (worker_id) select unnest($1::text[])
			on conflict (worker_id) do update set seen_at = now()`,
		values: [ids],
	});
	await migratorDb.query({
		text: `with dead as (
				select distinct locked_by as id from graphile_worker._private_jobs
				where locked_by is not null and locked_at < now() - make_interval(secs => $1)
					and not exists (select from platform.worker w
						where w.worker_id = locked_by and w.seen_at > now() - make_interval(secs => $1))
			)
			select graphile_worker.force_unlock_workers(array(select id from dead)) where exists (select from dead)`,
		values: [deadAfterSeconds],
	});
}
