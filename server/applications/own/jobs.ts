import { z } from 'zod';
import { on } from '#platform/events';
import { defineJob } from '#platform/jobs';
import { planRenewal, remindRenewals } from './renewals.ts';

const issued = z.object({
	...{ pemda: z.string(), id: z.uuid(), output: z.string(), documentId: z.uuid(), number: z.string() },
	validTo: z.iso.datetime().nullable(),
});
defineJob('applications/plan-renewal', issued, planRenewal);
on('applications.issued', 'applications/plan-renewal');
/** Seven in the morning in Medan. */
defineJob('applications/remind-renewals', z.unknown(), remindRenewals, { cron: '0 0 * * *' });
