import { z } from 'zod';
import { now } from '#platform/clock';
import { defineJob } from '#platform/jobs';
import { namesFiles } from '#platform/media';
import { deleteEndedDrafts, namedFiles } from './store/drafts.ts';

/** One that was being sent at the moment it ended is given the time to become a case. */
const graceMs = 86_400_000;

export async function dropEndedDrafts(): Promise<void> {
	await deleteEndedDrafts(new Date(now().getTime() - graceMs));
}

namesFiles(namedFiles);
defineJob('reports/drop-ended-drafts', z.unknown(), dropEndedDrafts, { cron: '23 * * * *' });
