import { z } from 'zod';
import { now } from '#platform/clock';
import { defineJob } from '#platform/jobs';
import { deleteEndedDrafts } from './store/drafts.ts';

defineJob('reports/drop-ended-drafts', z.unknown(), async () => void (await deleteEndedDrafts(now())), {
	cron: '23 * * * *',
});
