import { z } from 'zod';
import { now } from '#platform/clock';
import { migratorDb, withScope } from '#platform/db';
import { on } from '#platform/events';
import { defineBeat, defineJob } from '#platform/jobs';
import { deleteEndedCodes } from './store/codes.ts';
import { endVerified } from './store/persons.ts';

const hour = 3600;
const dayMs = 86_400_000;

defineBeat('people/forget-codes', hour, () =>
	deleteEndedCodes(migratorDb, new Date(now().getTime() - dayMs)),
);

on('identity.came-back', 'people/end-verified');
/** Whoever came back without showing their card is not known to be who was verified. */
defineJob(
	'people/end-verified',
	z.object({ accountId: z.uuid(), seen: z.boolean() }),
	async ({ accountId, seen }) => {
		if (seen) return;
		const ended = { accountId, at: now(), by: 'system:people', reason: 'came-back' };
		await withScope({ account: accountId }, (tx) => endVerified(tx, ended));
	},
);
