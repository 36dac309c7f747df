import { z } from 'zod';
import { defineBeat, defineJob } from '#platform/jobs';
import { askProvider } from './ask-provider.ts';
import { closeAttempts } from './close-attempts.ts';
import { reconcile } from './reconcile.ts';
import { sendRefund } from './send-refund.ts';

const pemda = z.string();

defineBeat('payments/reconcile', 10, reconcile);
defineJob('payments/ask-provider', z.object({ pemda, attemptId: z.uuid() }), async (ref) => {
	await askProvider(ref);
});
defineJob('payments/close-attempts', z.object({ pemda, invoiceId: z.uuid() }), closeAttempts);
defineJob('payments/send-refund', z.object({ pemda, refundId: z.uuid() }), sendRefund);
