import { z } from 'zod';
import { defineJob } from '#platform/jobs';
import { sendMail } from './send-mail.ts';
import { forgetOldMail } from './store.ts';

const mail = z.object({
	key: z.string(),
	to: z.string(),
	subject: z.string(),
	text: z.string(),
	unsubscribe: z.string().optional(),
});

defineJob('platform/send-mail', mail, ({ unsubscribe, ...rest }) =>
	sendMail({ ...rest, ...(unsubscribe ? { unsubscribe } : {}) }),
);
defineJob('platform/forget-old-mail', z.unknown(), forgetOldMail, { cron: '41 2 * * *' });
