import { z } from 'zod';
import { now } from '#platform/clock';
import { withScope } from '#platform/db';
import { defineJob } from '#platform/jobs';
import { namesFiles } from '#platform/media';
import { deleteEndedDrafts, namedFiles } from './store.ts';

/** One that was being sent at the moment it ended is given the time to arrive. */
const graceMs = 86_400_000;

namesFiles(namedFiles);
defineJob(
	'applications/drop-ended-drafts',
	z.unknown(),
	() => withScope({ system: true }, (tx) => deleteEndedDrafts(tx, new Date(now().getTime() - graceMs))),
	{ cron: '41 * * * *' },
);
