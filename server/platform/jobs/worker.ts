import type { LogFunctionFactory, Runner, WorkerEvents } from 'graphile-worker';
import { migratorDb, poolFor } from '#platform/db';
import { log } from '#platform/log';
import { definedJobs } from './define-job.ts';
import { startHeartbeat } from './heartbeat.ts';

/** Read when the first worker starts: commands and pages only add jobs. */
const library = () => import('graphile-worker');

/**
 * Runs jobs until stopped. Several processes may: each job goes to one of them. Jobs of a process that died come
 * back within a minute. `stop` lets running jobs finish.
 */
export async function startWorker({ concurrency = 4 } = {}): Promise<{ stop: () => Promise<void> }> {
	const mine = new Set<string>();
	const heartbeat = await startHeartbeat(mine);
	const { Logger, parseCronItems, run } = await library();
	const runner: Runner = await run({
		pgPool: poolFor('owner'),
		concurrency,
		pollInterval: 1000,
		noHandleSignals: true,
		logger: new Logger(quietly),
		taskList: taskList(),
		parsedCronItems: parseCronItems(cronItems()),
	});
	trackWorkers(runner.events, mine);
	return {
		async stop() {
			await runner.stop();
			await heartbeat.stop();
		},
	};
}

/** Runs every job that is due now, then returns: for tests and for one-off commands. */
export async function runJobsOnce(): Promise<void> {
	const { Logger, runOnce } = await library();
	await runOnce({
		pgPool: poolFor('owner'),
		noHandleSignals: true,
		logger: new Logger(quietly),
		taskList: taskList(),
	});
}

const quietly: LogFunctionFactory = () => (level, message) => {
	if (level === 'error') log.error({ job: message.replace(/\(.*$/s, '') }, 'job queue');
};

function trackWorkers(events: WorkerEvents, mine: Set<string>): void {
	events.on('worker:getJob:start', ({ worker }) => mine.add(worker.workerId));
	events.on('job:error', ({ job, error }) => {
		log.warn(
			{ job: job.task_identifier, jobId: job.id, attempt: job.attempts, err: errorName(error) },
			'job failed',
		);
	});
}

/** What may be logged of an error: its kind, never its text, which can hold what a person wrote. */
function errorName(error: unknown): string {
	return error instanceof Error ? error.name : typeof error;
}

function taskList() {
	return Object.fromEntries(definedJobs().map((job) => [job.name, (payload: unknown) => job.run(payload)]));
}

function cronItems() {
	return definedJobs().flatMap((job) =>
		job.cron ? [{ task: job.name, match: job.cron, identifier: job.name }] : [],
	);
}

/** Writes which job each event starts, from the program's own code. */
export async function writeListeners(pairs: { eventType: string; task: string }[]): Promise<void> {
	await migratorDb.query({
		text: `with kept as (
				insert into platform.listener (event_type, task)
				select * from unnest($1::text[], $2::text[]) on conflict do nothing
			)
			delete from platform.listener l where not exists (
				select from unnest($1::text[], $2::text[]) as wanted(event_type, task)
				where wanted.event_type = l.event_type and wanted.task = l.task)`,
		values: [pairs.map((pair) => pair.eventType), pairs.map((pair) => pair.task)],
	});
}
