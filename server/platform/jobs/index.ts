export { defineBeat, runBeatsOnce, startBeats } from './beats.ts';
export { listDeadJobs, retryDeadJobs } from './dead-jobs.ts';
export { defineJob, type Job } from './define-job.ts';
export { enqueue } from './enqueue.ts';
export { sweepDue } from './sweep-due.ts';
export { runJobsOnce, startWorker, writeListeners } from './worker.ts';
