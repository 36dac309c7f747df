import { z } from 'zod';
import { on } from '#platform/events';
import { defineBeat, defineJob } from '#platform/jobs';
import { fireApplicationClocks } from './fire-clocks.ts';
import { reconcilePayments, settleApplication } from './settle.ts';

defineBeat('applications/fire-clocks', 10, fireApplicationClocks);

defineJob('applications/settle', z.object({ subject: z.string(), invoiceId: z.uuid() }), settleApplication);
on('payments.settled', 'applications/settle');
defineJob('applications/reconcile-payments', z.unknown(), async () => void (await reconcilePayments()), {
	cron: '*/10 * * * *',
});
