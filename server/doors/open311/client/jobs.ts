import { z } from 'zod';
import { now } from '#platform/clock';
import { defineBeat, defineJob } from '#platform/jobs';
import { deleteReceived } from '../store.ts';
import { readBack } from './read-back.ts';
import { sendCase } from './send-case.ts';
import { takeUpCases } from './take-up.ts';
import { tellSent } from './tell-sent.ts';

const receivedKeptMs = 30 * 86_400_000;
const sending = z.object({ pemda: z.string(), id: z.uuid() });

defineBeat('open311/take-up', 10, takeUpCases);
defineBeat('open311/read-back', 60, readBack);
defineJob('open311/send-case', sending, sendCase);
defineJob('open311/tell-sent', sending, tellSent);
defineJob(
	'open311/forget-received',
	z.unknown(),
	() => deleteReceived(new Date(now().getTime() - receivedKeptMs)),
	{ cron: '37 3 * * *' },
);
