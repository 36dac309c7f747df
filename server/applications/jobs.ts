import { z } from 'zod';
import { on } from '#platform/events';
import { defineBeat, defineJob } from '#platform/jobs';
import { isMailOn } from '#platform/mail';
import { emptyKept } from './empty-kept.ts';
import { fireApplicationClocks } from './fire-clocks.ts';
import { forceVersion } from './force-version.ts';
import { measurePunctuality } from './measure-punctuality.ts';
import { reconcilePayments, settleApplication } from './settle.ts';
import { measureSteps } from './step-figures.ts';
import { tellOffice } from './tell-office.ts';

defineBeat('applications/fire-clocks', 10, fireApplicationClocks);
defineJob('applications/measure-punctuality', z.unknown(), measurePunctuality, { cron: '17 * * * *' });

defineJob('applications/measure-steps', z.unknown(), measureSteps, { cron: '11 * * * *' });

/** Half past two at night in Medan. */
defineJob('applications/empty-kept', z.unknown(), async () => void (await emptyKept()), {
	cron: '30 19 * * *',
});

defineJob('applications/settle', z.object({ subject: z.string(), invoiceId: z.uuid() }), settleApplication);
on('payments.settled', 'applications/settle');
defineJob('applications/reconcile-payments', z.unknown(), async () => void (await reconcilePayments()), {
	cron: '*/10 * * * *',
});

const published = z.object({
	serviceId: z.string(),
	hash: z.string(),
	policy: z.object({
		running: z.object({ way: z.string(), basis: z.object({ text: z.string() }).optional() }),
	}),
});
defineJob('applications/force-version', published, async ({ serviceId, hash, policy }) => {
	const { way, basis } = policy.running;
	if (way === 'forced') await forceVersion({ serviceId, hash, law: basis?.text ?? '' });
});
on('services.published', 'applications/force-version');

const warned = { pemda: z.string(), id: z.uuid(), state: z.string(), daysBefore: z.int() };
defineJob('applications/tell-office', z.object(warned), tellOffice);
if (isMailOn()) on('applications.warned', 'applications/tell-office');
