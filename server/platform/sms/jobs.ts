import { z } from 'zod';
import { defineJob } from '#platform/jobs';
import { sendSms } from './send-sms.ts';

defineJob('platform/send-sms', z.object({ key: z.string(), to: z.string(), text: z.string() }), sendSms);
